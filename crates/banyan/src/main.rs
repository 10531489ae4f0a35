//! `banyan`: the one binary. Configuration and wiring, nothing else: no rule of the business and no SQL.

mod clock;
mod commands;
mod node;
mod text_gateway;
mod tools;

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The public employment system of a province.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build a sample province and serve it.
    Demo {
        #[command(flatten)]
        place: Place,
        /// Address to listen on.
        #[arg(long, default_value = "127.0.0.1:8080", env = "BANYAN_LISTEN")]
        listen: SocketAddr,
        /// The province's today, as YYYY-MM-DD; the real one if not given.
        #[arg(long)]
        today: Option<String>,
        /// Build a hundredth of the province.
        #[arg(long)]
        small: bool,
        /// Build and stop, without serving.
        #[arg(long)]
        build_only: bool,
        /// What is wrong with the invented register of companies: none, unreachable or slow.
        #[arg(long, default_value_t = features::employers::Fault::None, env = "BANYAN_DEMO_REGISTER")]
        register: features::employers::Fault,
    },
    /// Serve a province of one's own.
    Serve {
        #[command(flatten)]
        place: Place,
        /// Address to listen on.
        #[arg(long, default_value = "127.0.0.1:8080", env = "BANYAN_LISTEN")]
        listen: SocketAddr,
        /// Where text messages are handed over (POST, JSON); none are sent without it.
        #[arg(long, env = "BANYAN_TEXT_GATEWAY")]
        text_gateway: Option<String>,
        /// The gateway's bearer token.
        #[arg(long, env = "BANYAN_TEXT_TOKEN", hide_env_values = true)]
        text_token: Option<String>,
    },
    /// Bring the database's schema up to date.
    Migrate {
        #[command(flatten)]
        place: Place,
    },
    /// Say in words what is wrong with a deployment.
    Doctor {
        #[command(flatten)]
        place: Place,
        /// The language of the words.
        #[arg(long, default_value = "zh")]
        lang: String,
    },
    /// Look for rows that break an invariant.
    Patrol {
        #[command(flatten)]
        place: Place,
    },
    /// Change the column keys without stopping.
    Keys {
        #[command(subcommand)]
        what: Keys,
    },
    /// Find the best jobs of each query, from files.
    Match(tools::Match),
    /// Fill shifts with workers so that no plan is worth more, from files.
    Dispatch(tools::Dispatch),
    /// Find the occupations that titles mean, from a file.
    Occupation(tools::Occupation),
    /// Copy the whole database into an empty one; journal digests are compared.
    Copy {
        /// sqlite:PATH or postgres://…
        #[arg(long)]
        from: String,
        /// sqlite:PATH or postgres://…
        #[arg(long)]
        to: String,
        /// Where the column keys are.
        #[arg(long, default_value = "banyan-data", env = "BANYAN_DATA")]
        data: PathBuf,
    },
}

#[derive(Subcommand)]
enum Keys {
    /// Add a fresh key; from now on everything is sealed with it, and serving nodes seal the rest anew.
    Rotate {
        #[command(flatten)]
        place: Place,
    },
    /// Say which key seals, and what is left under another.
    Status {
        #[command(flatten)]
        place: Place,
    },
    /// Drop the old key; refused while anything needs it.
    Retire {
        #[command(flatten)]
        place: Place,
        /// End the sessions that began under it.
        #[arg(long)]
        end_sessions: bool,
    },
}

/// Where the data is.
#[derive(Args, Clone)]
struct Place {
    /// Directory of the embedded database and of the column keys.
    #[arg(long, default_value = "banyan-data", env = "BANYAN_DATA")]
    data: PathBuf,
    /// postgres://… or sqlite:PATH; the embedded database in the data directory if not given.
    #[arg(long, env = "BANYAN_DATABASE", hide_env_values = true)]
    database: Option<String>,
}

impl Place {
    fn url(&self) -> String {
        self.database
            .clone()
            .unwrap_or_else(|| format!("sqlite:{}", self.data.join("banyan.sqlite").display()))
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("BANYAN_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn")),
        )
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => return commands::fail(&e.into()),
    };
    let done = runtime.block_on(async {
        match cli.command {
            Command::Demo { place, listen, today, small, build_only, register } => {
                node::demo(&place, listen, today.as_deref(), small, build_only, register).await
            }
            Command::Serve { place, listen, text_gateway, text_token } => {
                node::serve(&place, listen, text_gateway, text_token).await
            }
            Command::Match(args) => tools::run_match(&args),
            Command::Dispatch(args) => tools::run_dispatch(&args),
            Command::Occupation(args) => tools::run_occupation(&args),
            Command::Keys { what } => match what {
                Keys::Rotate { place } => commands::rotate(&place).await,
                Keys::Status { place } => commands::keys(&place).await,
                Keys::Retire { place, end_sessions } => commands::retire(&place, end_sessions).await,
            },
            Command::Migrate { place } => commands::migrate(&place).await,
            Command::Doctor { place, lang } => commands::doctor(&place, &lang).await,
            Command::Patrol { place } => commands::patrol(&place).await,
            Command::Copy { from, to, data } => commands::copy(&from, &to, &data).await,
        }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => commands::fail(&e),
    }
}
