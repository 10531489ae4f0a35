//! The description of the interface: OpenAPI 3.1, and the same for people. What every operation may answer besides
//! its result is added here, by one rule for all, so that no operation can forget it.

use std::sync::{Arc, LazyLock};

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use utoipa::OpenApi;

use crate::app::App;
use crate::problem::{Reply, show};
use crate::views::shared::{ApiDocs, ApiOperation, ApiParameter};
use crate::visitor::Visitor;

const PROBLEM: &str = "application/problem+json";
/// What bodies may look like, by the name of their schema.
const EXAMPLES: &str = include_str!("examples.json");
/// Where the description is.
const ADDRESS: &str = "/openapi.json";
const METHODS: [&str; 4] = ["get", "post", "put", "delete"];

static SPEC: LazyLock<Value> = LazyLock::new(|| {
    let mut spec = serde_json::to_value(super::Spec::openapi()).unwrap_or_default();
    complete(&mut spec);
    spec
});

/// The description as text, as it is served and committed.
pub fn text() -> String {
    format!("{:#}\n", *SPEC)
}

/// Every operation: method, path and its description.
fn operations() -> impl Iterator<Item = (&'static str, &'static str, &'static Value)> {
    let paths = SPEC["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        METHODS.into_iter().filter_map(move |method| Some((method, path.as_str(), item.get(method)?)))
    })
}

/// The names of the query parameters of an operation; nothing if there is no such operation.
pub(super) fn parameters(method: &str, path: &str) -> Option<Vec<&'static str>> {
    let method = if method == "HEAD" { "GET" } else { method };
    let (.., operation) = operations().find(|(m, p, _)| m.eq_ignore_ascii_case(method) && *p == path)?;
    let list = operation["parameters"].as_array().into_iter().flatten();
    Some(list.filter(|parameter| parameter["in"] == "query").filter_map(|p| p["name"].as_str()).collect())
}

/// The methods and paths that are described.
pub fn described() -> Vec<(&'static str, &'static str)> {
    operations().map(|(method, path, _)| (method, path)).collect()
}

fn complete(spec: &mut Value) {
    spec["components"]["securitySchemes"] = json!({ "bearer": { "type": "http", "scheme": "bearer" } });
    spec["components"]["schemas"]["Problem"] = json!({
        "type": "object",
        "required": ["type", "title", "status", "code", "values"],
        "properties": {
            "type": { "type": "string" },
            "title": { "type": "string" },
            "status": { "type": "integer", "minimum": 400, "maximum": 599 },
            "code": { "type": "string" },
            "field": { "type": "string" },
            "values": { "type": "object", "additionalProperties": { "type": "string" } },
        },
    });
    let examples: Map<String, Value> = serde_json::from_str(EXAMPLES).unwrap_or_default();
    for (name, example) in examples {
        spec["components"]["schemas"][&name]["examples"] = json!([example]);
    }
    let Some(paths) = spec["paths"].as_object_mut() else { return };
    for (path, item) in paths {
        for method in METHODS {
            if let Some(operation) = item.get_mut(method).and_then(Value::as_object_mut) {
                answers(method, path, operation);
            }
        }
    }
}

/// The refusals that an operation can come to, by what it reads and what it does.
fn answers(method: &str, path: &str, operation: &mut Map<String, Value>) {
    let secured = operation.get("security").and_then(Value::as_array).is_some_and(|list| !list.is_empty());
    let optional = secured && operation["security"].as_array().is_some_and(|list| list.contains(&json!({})));
    let reads_body = operation.contains_key("requestBody");
    let mut statuses = vec!["422", "503"];
    if reads_body {
        statuses.extend(["400", "415"]);
    }
    if matches!(method, "post" | "put") {
        statuses.extend(["408", "413"]);
    }
    if secured {
        statuses.push("401");
    }
    if secured && !optional {
        statuses.push("403");
    }
    if path.contains('{') || path.ends_with("/at") {
        statuses.push("404");
    }
    if secured && (method != "get" || path.contains("/worker")) {
        statuses.push("409");
    }
    if path.contains("/resume") && path.contains('{') {
        statuses.push("410");
    }
    if path.contains("/session") && method == "post" {
        statuses.push("429");
    }
    let Some(responses) = operation.entry("responses").or_insert_with(|| json!({})).as_object_mut() else {
        return;
    };
    for status in statuses {
        let reason = status.parse().ok().and_then(|code| axum::http::StatusCode::from_u16(code).ok());
        let reason = reason.and_then(|code| code.canonical_reason()).unwrap_or_default();
        let content = json!({ PROBLEM: { "schema": { "$ref": "#/components/schemas/Problem" } } });
        responses.entry(status).or_insert_with(|| json!({ "description": reason, "content": content }));
    }
}

/// `GET /openapi.json`.
pub async fn serve() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text()).into_response()
}

/// `GET /docs`: the same for people.
pub async fn docs(State(app): State<Arc<App>>, visitor: Visitor) -> Reply {
    let mut groups: Vec<(String, Vec<ApiOperation>)> = Vec::new();
    for (method, path, operation) in operations() {
        let group = operation["tags"][0].as_str().unwrap_or_default();
        let described = described_operation(method, path, operation);
        match groups.iter_mut().find(|(name, _)| name == group) {
            Some((_, list)) => list.push(described),
            None => groups.push((group.to_owned(), vec![described])),
        }
    }
    show(&ApiDocs { page: visitor.page(&app).await?, openapi: ADDRESS.to_owned(), groups })
}

fn described_operation(method: &str, path: &str, operation: &'static Value) -> ApiOperation {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut parameters: Vec<_> = operation["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|parameter| ApiParameter {
            name: text(&parameter["name"]),
            place: text(&parameter["in"]),
            kind: kind(&parameter["schema"]),
            required: parameter["required"] == true,
            about: text(&parameter["description"]),
        })
        .collect();
    let body = resolved(&operation["requestBody"]["content"]["application/json"]["schema"]);
    let needed = body["required"].as_array();
    for (name, schema) in body["properties"].as_object().into_iter().flatten() {
        parameters.push(ApiParameter {
            name: name.clone(),
            place: "body".to_owned(),
            kind: kind(schema),
            required: needed.is_some_and(|list| list.iter().any(|one| one == name.as_str())),
            about: text(&schema["description"]),
        });
    }
    let responses = operation["responses"].as_object().into_iter().flatten();
    ApiOperation {
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        parameters,
        responses: responses
            .map(|(status, response)| (status.clone(), text(&response["description"])))
            .collect(),
    }
}

fn resolved(schema: &'static Value) -> &'static Value {
    match schema["$ref"].as_str().and_then(|name| name.strip_prefix("#")) {
        Some(pointer) => SPEC.pointer(pointer).unwrap_or(schema),
        None => schema,
    }
}

fn kind(schema: &Value) -> String {
    match &schema["type"] {
        Value::String(kind) => kind.clone(),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" | "),
        _ => "object".to_owned(),
    }
}
