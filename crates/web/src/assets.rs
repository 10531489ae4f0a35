//! The files a page loads, embedded in the binary and named by their content, so that a browser may keep them for
//! a year. It refuses any other path.

use std::sync::LazyLock;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

const ASSETS: &[Asset] = &[
    Asset {
        name: "system.css",
        kind: "text/css; charset=utf-8",
        bytes: include_bytes!("../static/system.css"),
    },
    Asset {
        name: "app.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../static/app.js"),
    },
    Asset {
        name: "passkey.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../static/passkey.js"),
    },
    Asset { name: "qr.js", kind: SCRIPT, bytes: include_bytes!("../static/qr.js") },
    // A module of its own each, so that its address changes with whatever is in it.
    Asset {
        name: "mycode.js",
        kind: SCRIPT,
        bytes: concat!(
            include_str!("../static/codeform.js"),
            include_str!("../static/qr.js"),
            include_str!("../static/mycode.js")
        )
        .as_bytes(),
    },
    Asset {
        name: "reader.js",
        kind: SCRIPT,
        bytes: concat!(include_str!("../static/codeform.js"), include_str!("../static/reader.js")).as_bytes(),
    },
    // What a counter keeps stands in both: whoever signs out waits until it has gone.
    Asset {
        name: "signout.js",
        kind: SCRIPT,
        bytes: concat!(include_str!("../static/counterbox.js"), include_str!("../static/signout.js"))
            .as_bytes(),
    },
    Asset {
        name: "station.js",
        kind: SCRIPT,
        bytes: concat!(
            include_str!("../static/counterbox.js"),
            include_str!("../static/station.js"),
            include_str!("../static/stationshell.js")
        )
        .as_bytes(),
    },
    Asset { name: "icons.svg", kind: "image/svg+xml", bytes: include_bytes!("../static/icons.svg") },
    Asset { name: "icon.svg", kind: "image/svg+xml", bytes: include_bytes!("../static/icon.svg") },
];

/// FNV-1a: the name changes when the content does; it guards nothing.
fn fingerprint(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

static URLS: LazyLock<Vec<String>> = LazyLock::new(|| {
    ASSETS.iter().map(|asset| format!("/static/{}/{}", fingerprint(asset.bytes), asset.name)).collect()
});

/// The address of a file, with the hash of its content; the root when there is no such file.
pub fn url(name: &str) -> &'static str {
    let at = ASSETS.iter().position(|asset| asset.name == name);
    at.and_then(|at| URLS.get(at)).map_or("/", String::as_str)
}

/// Every address with its content, for tests and for writing the files out.
pub fn all() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    ASSETS.iter().map(|asset| (url(asset.name), asset.bytes))
}

/// One word for the content of all of these files: it changes when any of them does.
pub fn version(urls: &[&str]) -> String {
    fingerprint(urls.concat().as_bytes())
}

/// Answers `GET /static/{hash}/{name}`: the file, to be kept for a year, or 404. An old hash is also 404.
pub fn serve(hash: &str, name: &str) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == name && fingerprint(asset.bytes) == hash)
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, asset.bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_serves_its_file_and_no_other_does() {
        for (url, bytes) in all() {
            let mut parts = url.split('/').skip(2);
            let (hash, name) = (parts.next().unwrap(), parts.next().unwrap());
            assert_eq!(serve(hash, name).status(), StatusCode::OK);
            assert_eq!(fingerprint(bytes), hash);
            assert_eq!(serve("0000000000000000", name).status(), StatusCode::NOT_FOUND);
        }
        assert_eq!(serve("", "../Cargo.toml").status(), StatusCode::NOT_FOUND);
        assert_eq!(url("absent"), "/");
    }

    #[test]
    fn the_script_stays_small() {
        assert!(include_bytes!("../static/app.js").len() < 6 * 1024);
    }
}
