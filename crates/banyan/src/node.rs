//! A serving node: the store, its followers and reconcilers, the live index and the pages, started and ended in order.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use std::io::{IsTerminal as _, Write as _};

use anyhow::Context as _;
use features::{
    accounts::{self, InboxSender, TextSender},
    applications, demo,
    employers::{CompanyRegister, DemoRegister, Fault, NoRegister},
    index::LiveIndex,
    jobs,
    ledgers::{self, FileRegister, NoRegisters, PeopleRegister},
    notices, privacy, proposals, twins,
};
use kernel::Micros;
use store::{Follower, Reconciler, Store};
use tokio::{net::TcpListener, sync::watch, task::JoinSet};
use web::App;

use crate::{
    Place,
    clock::WallClock,
    commands::{open, open_seeded, say},
    text_gateway::TextGateway,
};

/// The sample province's seed.
const SEED: u64 = 2026;

/// `banyan serve`.
pub async fn serve(
    place: &Place,
    listen: SocketAddr,
    gateway: Option<String>,
    token: Option<String>,
) -> anyhow::Result<()> {
    let store = open(place, WallClock::real()).await?;
    store.migrate().await?;
    anyhow::ensure!(
        !demo::is_demo(&store).await?,
        "serve-refuses-demo: this database was made by `banyan demo`"
    );
    let sender = Arc::new(TextGateway::new(gateway, token));
    let listener = TcpListener::bind(listen).await.with_context(|| listen.to_string())?;
    let address = listener.local_addr()?;
    say(format!("http://{address}/"));
    if let Some(token) = accounts::first_official_token(&store).await? {
        say(format!("http://{address}/staff/setup?token={token}"));
    }
    // No register is configured: what an official sees says so.
    run(store, sender, Arc::new(NoRegister), Arc::new(NoRegisters), false, listener, async |_| Ok(())).await
}

/// `banyan demo`.
pub async fn demo(
    place: &Place,
    listen: SocketAddr,
    today: Option<&str>,
    small: bool,
    build_only: bool,
    fault: Fault,
) -> anyhow::Result<()> {
    let given = today.map(day).transpose()?;
    let clock = given.map_or(WallClock::real(), WallClock::on);
    let store = open(place, clock).await?;
    store.migrate().await?;
    let sender = Arc::new(InboxSender::new(store.clone()));
    let listener = TcpListener::bind(listen).await.with_context(|| listen.to_string())?;
    let address = listener.local_addr()?;
    let place = place.clone();
    let build = async move |store: &Store| -> anyhow::Result<()> {
        let started = std::time::Instant::now();
        let watched = std::io::stderr().is_terminal();
        let progress = |stage: demo::Stage, done: usize, total: usize| {
            // A log is told of each stage once; a person at a terminal sees it move.
            if watched || done == total {
                let (before, after) = if watched { ("\r", "   ") } else { ("", "\n") };
                let _ = write!(std::io::stderr(), "{before}{stage} {done}/{total}{after}");
            }
        };
        let options = demo::Options {
            seed: SEED,
            today: kernel::day_start(store.now()),
            scale: if small { 100 } else { 1 },
            progress: &progress,
        };
        // Built through a store of its own with repeatable randomness; what people do afterwards is random as anywhere.
        let builder = open_seeded(&place, WallClock::on(options.today)).await?;
        let built = demo::build(&builder, options).await;
        builder.close().await;
        let summary = built?;
        let _ = writeln!(std::io::stderr());
        say(format!(
            "workers={} employers={} jobs={} applications={} entries={} seconds={:.1}",
            summary.workers,
            summary.employers,
            summary.jobs,
            summary.applications,
            summary.entries,
            started.elapsed().as_secs_f64()
        ));
        Ok(())
    };
    if build_only {
        return build(&store).await;
    }
    say(format!("http://{address}/"));
    for (path, who) in demo::SIGN_INS {
        say(format!("http://{address}{path}  {who}"));
    }
    let people = Arc::new(FileRegister::demo());
    run(store, sender, Arc::new(DemoRegister::with(fault)), people, true, listener, build).await
}

fn day(text: &str) -> anyhow::Result<Micros> {
    let mut parts = text.split('-').map(str::parse::<u32>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        anyhow::bail!("--today YYYY-MM-DD");
    };
    let noon = kernel::from_civil(i32::try_from(year)?, month, day, 12, 0)
        .map_err(|e| anyhow::anyhow!("--today: {e}"))?;
    Ok(kernel::day_start(noon))
}

/// Listens at once, answering 503 until it is ready; ends on SIGTERM or Ctrl-C with everything put down in order.
async fn run(
    store: Arc<Store>,
    sender: Arc<dyn TextSender>,
    register: Arc<dyn CompanyRegister>,
    people: Arc<dyn PeopleRegister>,
    demo: bool,
    listener: TcpListener,
    prepare: impl AsyncFnOnce(&Store) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let (end, signal) = watch::channel(false);
    let app = Arc::new(App {
        index: Arc::new(LiveIndex::empty()),
        store: store.clone(),
        sender: sender.clone(),
        register,
        people,
        uploads: web::uploads::Uploads::default(),
        demo,
        ready: AtomicBool::new(false),
    });
    let mut stop = signal.clone();
    let server =
        axum::serve(listener, web::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>())
            .with_graceful_shutdown(async move {
                let _ = stop.changed().await;
            });
    let server = tokio::spawn(server.into_future());
    store.heed_keys().await?;
    prepare(&store).await?;
    app.index.rebuild(&store).await?;
    // Made beside the rest, so that nobody's first question waits for it, nor the node for them.
    drop(tokio::task::spawn_blocking(|| (features::words::search(), matching::Titles::load().is_ok())));

    let mut tasks = JoinSet::new();
    tasks.spawn(store.clone().run_positions(signal.clone()));
    tasks.spawn(store.clone().watch_keys(signal.clone()));
    tasks.spawn(app.index.clone().run(store.clone(), signal.clone()));
    let followers: [Arc<dyn Follower>; 1] = [Arc::new(notices::Notices)];
    for follower in followers {
        tasks.spawn(store.clone().run_follower(follower, signal.clone()));
    }
    let reconcilers: [Arc<dyn Reconciler>; 9] = [
        Arc::new(jobs::Expiry),
        Arc::new(applications::Lapse),
        Arc::new(proposals::Lapse),
        Arc::new(accounts::Sweep),
        Arc::new(twins::Scan),
        Arc::new(privacy::retention::Retention),
        Arc::new(store::Reseal),
        Arc::new(ledgers::Turn),
        Arc::new(notices::Delivery::new(sender)),
    ];
    let leases: Vec<&str> =
        reconcilers.iter().map(|r| r.name()).chain(["positions", notices::Notices.name()]).collect();
    for reconciler in &reconcilers {
        tasks.spawn(store.clone().run_reconciler(reconciler.clone(), signal.clone()));
    }
    app.ready.store(true, Ordering::Release);
    tracing::info!("ready");

    stopped().await;
    app.ready.store(false, Ordering::Release);
    let _ = end.send(true);
    // Open event streams end with the process; everything else is given time to finish what it holds.
    let _ = tokio::time::timeout(Duration::from_secs(10), server).await;
    let _ =
        tokio::time::timeout(Duration::from_secs(10), async { while tasks.join_next().await.is_some() {} })
            .await;
    store.resign(&leases).await?;
    store.close().await;
    Ok(())
}

async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut term) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        _ = term.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
