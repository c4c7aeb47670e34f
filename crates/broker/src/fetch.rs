//! One HTTP exchange: without credentials, without a referrer, and with a limit to what is read.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, Headers, ReadableStreamDefaultReader, ReferrerPolicy, RequestCredentials,
    RequestInit, RequestMode, RequestRedirect, Response, ResponseType,
};

/// A request as the browser is to send it.
pub(crate) struct Outgoing<'a> {
    pub(crate) method: &'a str,
    pub(crate) url: &'a str,
    pub(crate) headers: &'a [(String, String)],
    pub(crate) body: Option<JsValue>,
    /// Whether redirects are followed; else a redirect is an answer of status 0.
    pub(crate) follow: bool,
}

/// Send it. An `Err` is the browser's, which never says why.
pub(crate) async fn send(
    outgoing: &Outgoing<'_>,
    mode: RequestMode,
    signal: &AbortSignal,
) -> Result<Response, JsValue> {
    let init = RequestInit::new();
    init.set_method(outgoing.method);
    init.set_mode(mode);
    init.set_credentials(RequestCredentials::Omit);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init.set_signal(Some(signal));
    if !outgoing.follow {
        init.set_redirect(RequestRedirect::Manual);
    }
    let headers = Headers::new()?;
    for (name, value) in outgoing.headers {
        headers.append(name, value)?;
    }
    init.set_headers(&headers);
    if let Some(body) = &outgoing.body {
        init.set_body(body);
    }
    let window = web_sys::window().ok_or("no window")?;
    let response = JsFuture::from(window.fetch_with_str_and_init(outgoing.url, &init)).await?;
    response.dyn_into()
}

/// Whether this is a redirect that was not followed; the browser does not show where to.
pub(crate) fn redirected(response: &Response) -> bool {
    response.type_() == ResponseType::Opaqueredirect
}

/// Those headers that the browser shows.
pub(crate) fn headers(response: &Response) -> Vec<(String, String)> {
    let text = |entry: &JsValue, at: u32| Reflect::get_u32(entry, at).ok()?.as_string();
    response
        .headers()
        .entries()
        .into_iter()
        .flatten()
        .filter_map(|entry| Some((text(&entry, 0)?, text(&entry, 1)?)))
        .collect()
}

/// The body of a response, piece by piece.
pub(crate) struct Body(Option<ReadableStreamDefaultReader>);

impl Body {
    pub(crate) fn of(response: &Response) -> Self {
        Self(
            response
                .body()
                .map(|body| body.get_reader().unchecked_into()),
        )
    }

    /// The next piece; `None` at the end.
    pub(crate) async fn next(&self) -> Result<Option<Uint8Array>, JsValue> {
        let Some(reader) = &self.0 else {
            return Ok(None);
        };
        let step = JsFuture::from(reader.read()).await?;
        let chunk = Reflect::get(&step, &"value".into())?;
        Ok(chunk.dyn_into().ok())
    }
}
