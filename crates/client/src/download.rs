//! Downloads with progress; what can go wrong is one sentence each.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, RequestCache, RequestInit, Response};

/// Why a file is not there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DownloadError {
    #[error(
        "{0} could not be downloaded: the server cannot be reached. Check the connection and run again."
    )]
    Unreachable(String),
    #[error("{0} is not on the server (status {1}). Upload all of dist/, then run again.")]
    Missing(String, u16),
    #[error("Instead of {0} the server sent a web page. Upload all of dist/, then run again.")]
    WebPage(String),
    #[error("{0} arrived incomplete ({1} of {2} bytes). Check the connection and run again.")]
    Incomplete(String, u64, u64),
}

/// Fetch a file. `progress` hears the bytes so far, and all of them where the server says how many.
pub(crate) async fn bytes(
    url: &str,
    anew: bool,
    mut progress: impl FnMut(u64, Option<u64>),
) -> Result<Uint8Array, DownloadError> {
    let name = || url.rsplit('/').next().unwrap_or(url).to_owned();
    let unreachable = |_: JsValue| DownloadError::Unreachable(name());
    let window = web_sys::window().ok_or_else(|| DownloadError::Unreachable(name()))?;
    let init = RequestInit::new();
    if anew {
        init.set_cache(RequestCache::Reload);
    }
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(url, &init))
        .await
        .map_err(unreachable)?
        .unchecked_into();
    if !response.ok() {
        return Err(DownloadError::Missing(name(), response.status()));
    }
    let header = |key| response.headers().get(key).ok().flatten();
    if header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
        return Err(DownloadError::WebPage(name()));
    }
    // The length is that of the encoded body: of no use for what arrives here decoded.
    let total = header("content-length")
        .filter(|_| header("content-encoding").is_none())
        .and_then(|length| length.parse().ok());

    let mut chunks = Vec::new();
    let mut received = 0;
    if let Some(body) = response.body() {
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        loop {
            let step = JsFuture::from(reader.read()).await.map_err(unreachable)?;
            let Ok(chunk) = Reflect::get(&step, &"value".into()) else {
                break;
            };
            if chunk.is_undefined() {
                break;
            }
            let chunk: Uint8Array = chunk.unchecked_into();
            received += u64::from(chunk.length());
            progress(received, total);
            chunks.push(chunk);
        }
    }
    if let Some(total) = total
        && received < total
    {
        return Err(DownloadError::Incomplete(name(), received, total));
    }
    let whole = Uint8Array::new_with_length(received as u32);
    let mut at = 0;
    for chunk in chunks {
        whole.set(&chunk, at);
        at += chunk.length();
    }
    Ok(whole)
}
