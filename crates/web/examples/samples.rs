//! Writes every sample of every page, with the files they load, to a folder: `samples OUTDIR`. Serve the folder to
//! look at them; a browser loads no sprite from a file address.

use std::path::Path;
use std::{env, fs, io};

use web::{assets, i18n::Lang, views::samples};

fn main() -> io::Result<()> {
    let out = env::args().nth(1).ok_or_else(|| io::Error::other("samples OUTDIR"))?;
    let out = Path::new(&out);
    for (url, bytes) in assets::all() {
        let path = out.join(url.trim_start_matches('/'));
        fs::create_dir_all(path.parent().unwrap_or(out))?;
        fs::write(path, bytes)?;
    }
    for (lang, large, suffix) in [(Lang::Zh, false, "zh"), (Lang::En, false, "en"), (Lang::Zh, true, "large")]
    {
        for (name, html) in samples::all(lang, large) {
            fs::write(out.join(format!("{name}-{suffix}.html")), html.map_err(io::Error::other)?)?;
        }
    }
    Ok(())
}
