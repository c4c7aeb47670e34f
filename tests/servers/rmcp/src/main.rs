//! A small shop over MCP, with rmcp as released: `rmcp-server PORT [--cors | --cors-older | --cors-hidden]`.

use axum::Router;
use axum::http::{HeaderName, header};
use axum::serve::ListenerExt as _;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{ErrorData, ProgressNotificationParam, RequestMetaObject};
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{Json, Peer, RoleServer, ServerHandler, tool, tool_handler, tool_router};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use tower_http::cors::{AllowHeaders, Any, CorsLayer};

/// What the shop has sold, in this process.
static SOLD: AtomicU32 = AtomicU32::new(0);

#[derive(Clone, Serialize, JsonSchema)]
struct Item {
    id: u32,
    name: String,
    price: f64,
}

#[derive(Serialize, JsonSchema)]
struct Stock {
    items: Vec<Item>,
    sold: u32,
}

#[derive(Deserialize, JsonSchema)]
struct Listing {
    /// How many at most.
    limit: Option<usize>,
}

#[derive(Deserialize, JsonSchema)]
struct Order {
    item_id: u32,
}

#[derive(Deserialize, JsonSchema)]
struct Steps {
    steps: u32,
}

#[derive(Deserialize, JsonSchema)]
struct Pause {
    ms: u64,
}

fn items() -> Vec<Item> {
    [(1, "lamp", 12.5), (2, "chair", 40.0), (3, "table", 120.0)]
        .map(|(id, name, price)| Item {
            id,
            name: name.to_owned(),
            price,
        })
        .into()
}

struct Shop;

#[tool_router]
impl Shop {
    /// What there is, and how much was sold.
    #[tool(annotations(read_only_hint = true))]
    async fn stock(&self, Parameters(Listing { limit }): Parameters<Listing>) -> Json<Stock> {
        let items = items()
            .into_iter()
            .take(limit.unwrap_or(usize::MAX))
            .collect();
        Json(Stock {
            items,
            sold: SOLD.load(Ordering::Relaxed),
        })
    }

    /// Buy one item.
    #[tool]
    async fn buy(
        &self,
        Parameters(Order { item_id }): Parameters<Order>,
    ) -> Result<String, String> {
        let found = items().into_iter().find(|item| item.id == item_id);
        let item = found.ok_or_else(|| format!("there is no item {item_id}"))?;
        SOLD.fetch_add(1, Ordering::Relaxed);
        Ok(item.name)
    }

    /// Refuses in the protocol's own way.
    #[tool]
    async fn refuse(&self) -> Result<String, ErrorData> {
        Err(ErrorData::invalid_params(
            "never",
            Some(serde_json::json!({"why": "as asked"})),
        ))
    }

    /// Answers later.
    #[tool(annotations(read_only_hint = true))]
    async fn wait(&self, Parameters(Pause { ms }): Parameters<Pause>) -> String {
        tokio::time::sleep(Duration::from_millis(ms)).await;
        format!("{ms} ms")
    }

    /// Reports each step.
    #[tool]
    async fn walk(
        &self,
        Parameters(Steps { steps }): Parameters<Steps>,
        meta: RequestMetaObject,
        peer: Peer<RoleServer>,
    ) -> String {
        for step in 0..steps {
            if let Some(token) = meta.get_progress_token() {
                let progress =
                    ProgressNotificationParam::new(token, f64::from(step)).with_total(steps.into());
                // Whoever does not listen gets the result all the same.
                let _ = peer.notify_progress(progress).await;
            }
        }
        format!("{steps} steps")
    }
}

#[tool_handler(router = Self::tool_router())]
impl ServerHandler for Shop {}

/// What pages of other origins may do: everything, or what was enough before 2026-07-28, with the session or without.
fn cors(kind: &str) -> Option<CorsLayer> {
    let session = HeaderName::from_static("mcp-session-id");
    let open = CorsLayer::new().allow_origin(Any).allow_methods(Any);
    let older = || {
        [
            header::CONTENT_TYPE,
            session.clone(),
            HeaderName::from_static("mcp-protocol-version"),
        ]
    };
    match kind {
        "--cors" => Some(
            open.allow_headers(AllowHeaders::mirror_request())
                .expose_headers(Any),
        ),
        "--cors-older" => Some(open.allow_headers(older()).expose_headers([session])),
        "--cors-hidden" => Some(open.allow_headers(older())),
        _ => None,
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let port: u16 = arguments.next().ok_or("a port is missing")?.parse()?;
    let service = StreamableHttpService::new(
        || Ok(Shop),
        LocalSessionManager::default().into(),
        StreamableHttpServerConfig::default(),
    );
    let mut app = Router::new().nest_service("/mcp", service);
    if let Some(layer) = arguments.next().as_deref().and_then(cors) {
        app = app.layer(layer);
    }
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    println!("listening on port {port}");
    // Without this the end of each answer waits 40 ms for the browser to acknowledge its beginning.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, app).await?;
    Ok(())
}
