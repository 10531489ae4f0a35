//! Searching a node from outside: every output as everybody there is, the rows of its database, the files on the disk.

use std::path::Path;

use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use super::{Site, people::api};

/// Everybody with something to see.
pub struct Everyone {
    pub agent: ureq::Agent,
    pub base: String,
    /// The token of each; a visitor has none.
    pub tokens: Vec<(&'static str, String)>,
    /// Where they all say that they are.
    pub place: [f64; 2],
}

impl Everyone {
    pub fn token(&self, who: &str) -> &str {
        &self.tokens.iter().find(|(name, _)| *name == who).unwrap().1
    }

    pub fn ask(&self, who: &str, method: &str, path: &str, body: &Value) -> Value {
        let (status, answer) = api(&self.agent, &self.base, self.token(who), method, path, body).unwrap();
        assert!(status < 300, "{who} {method} {path}: {status} {answer}");
        answer
    }

    /// A form of the household's person, in the way that a browser sends it.
    pub fn send(&self, path: &str, fields: &[(&str, &str)], file: Option<&[u8]>) {
        let cookies = format!("sid={}", self.token("person"));
        let get = self.agent.get(format!("{}/employer/papers", self.base)).header("cookie", &cookies);
        let page = get.call().unwrap().body_mut().read_to_string().unwrap();
        let csrf = page.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let (mut body, mut kind) = (Vec::new(), "application/x-www-form-urlencoded");
        let fields = || [("csrf", csrf)].into_iter().chain(fields.iter().copied());
        match file {
            None => {
                let coded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
                let pairs: Vec<_> =
                    fields().map(|(name, value)| format!("{name}={}", coded(value))).collect();
                body.extend(pairs.join("&").bytes());
            }
            Some(file) => {
                kind = "multipart/form-data; boundary=bb";
                for (name, value) in fields() {
                    let head = format!("--bb\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
                    body.extend(format!("{head}{value}\r\n").bytes());
                }
                let head = "--bb\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
                body.extend(head.bytes().chain(file.iter().copied()).chain(*b"\r\n--bb--\r\n"));
            }
        }
        // A form that was taken leads on; where to is not followed.
        let post = self.agent.post(format!("{}{path}", self.base)).config().max_redirects(0);
        let post = post.max_redirects_will_error(false).build().header("cookie", cookies);
        let mut answer = post.header("content-type", kind).send(&body[..]).unwrap();
        let said = answer.body_mut().read_to_string().unwrap();
        assert!(answer.status().is_redirection(), "{path}: {} {said}", answer.status());
    }

    /// Every output of these addresses, whatever its status, as each of them, in both languages where it is a page.
    pub fn outputs(&self, paths: &[String]) -> Vec<(String, String)> {
        self.outputs_in(paths, &["zh", "en"])
    }

    /// The same in some languages.
    pub fn outputs_in(&self, paths: &[String], languages: &[&str]) -> Vec<(String, String)> {
        let mut outputs = Vec::new();
        for (who, token) in &self.tokens {
            for path in paths {
                for lang in languages {
                    let cookies =
                        format!("sid={token}; lang={lang}; place={},{}", self.place[0], self.place[1]);
                    let url = format!("{}{path}", self.base);
                    let mut answer = self.agent.get(&url).header("cookie", cookies).call().unwrap();
                    // A file is no text; what of it is one is searched all the same.
                    let bytes = answer.body_mut().read_to_vec().unwrap();
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    outputs.push((format!("{who} {lang} {path} {}", answer.status().as_u16()), text));
                }
            }
        }
        outputs
    }
}

/// The places a trace is found in.
pub fn found<'a>(outputs: &'a [(String, String)], trace: &str) -> Vec<&'a str> {
    outputs.iter().filter(|(_, text)| text.contains(trace)).map(|(place, _)| place.as_str()).collect()
}

/// Every row of every table, as text.
pub async fn rows(url: &str) -> Vec<(String, String)> {
    let mut database = PgConnection::connect(url).await.unwrap();
    let tables = "select table_name::text from information_schema.tables where table_schema = 'public'";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut database).await.unwrap();
    let mut rows = Vec::new();
    for table in tables {
        let sql = AssertSqlSafe(format!("select t::text from {table} t"));
        let all: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut database).await.unwrap();
        rows.extend(all.into_iter().map(|row| (table.clone(), row)));
    }
    rows
}

/// Whether the bytes of a file hold the text anywhere, or the number as SQLite writes it.
pub fn file_holds(bytes: &[u8], trace: &str) -> bool {
    let real = trace.parse::<f64>().ok().map(|number| number.to_be_bytes());
    let number = trace.contains('.').then_some(real).flatten();
    let mut needles = vec![trace.as_bytes()];
    needles.extend(number.as_ref().map(<[u8; 8]>::as_slice));
    needles.iter().any(|needle| memchr::memmem::find(bytes, needle).is_some())
}

/// What an embedded database holds on the disk, with the pages that are free.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.file_name().unwrap().to_string_lossy().contains("sqlite"));
    files.map(|path| (path.display().to_string(), std::fs::read(&path).unwrap())).collect()
}

pub async fn database(site: &Site, trace: &str) -> Vec<String> {
    let folder = site.data();
    let held = files(&folder).into_iter().filter(|(_, bytes)| file_holds(bytes, trace)).map(|(name, _)| name);
    let mut places: Vec<String> = held.collect();
    if let Some(url) = &site.url {
        places.extend(
            rows(url).await.into_iter().filter(|(_, row)| row.contains(trace)).map(|(table, _)| table),
        );
    }
    places
}
