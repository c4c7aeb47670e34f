//! Where the files of `dist/` are.

use serde::Deserialize;
use wasm_bindgen::JsValue;

/// Names of the content-hashed files, as the build wrote them; after [`Assets::at`] absolute URLs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Assets {
    /// Content hash of the whole build.
    pub build: String,
    /// The packed interpreter.
    pub engine: String,
    /// The packed rest of the standard library.
    pub library: String,
    /// The worker's script.
    pub host_script: String,
    /// The worker's module.
    pub host_wasm: String,
}

impl Assets {
    /// The assets that `<script type="application/json" id="vivarium-assets">` names, relative to the page.
    pub fn in_page() -> Result<Self, AssetsError> {
        let document = web_sys::window()
            .and_then(|window| window.document())
            .ok_or(AssetsError::Absent)?;
        let element = document
            .get_element_by_id("vivarium-assets")
            .ok_or(AssetsError::Absent)?;
        let json = element.text_content().unwrap_or_default();
        let value = js_sys::JSON::parse(&json).map_err(|_| AssetsError::Malformed)?;
        let base = element.base_uri().ok().flatten().unwrap_or_default();
        Self::at(value, &base)
    }

    /// The assets of this JavaScript object, relative to `base`.
    pub fn at(value: JsValue, base: &str) -> Result<Self, AssetsError> {
        let names: Self =
            serde_wasm_bindgen::from_value(value).map_err(|_| AssetsError::Malformed)?;
        let absolute = |name: &str| {
            web_sys::Url::new_with_base(name, base)
                .map(|url| url.href())
                .map_err(|_| AssetsError::Malformed)
        };
        Ok(Self {
            engine: absolute(&names.engine)?,
            library: absolute(&names.library)?,
            host_script: absolute(&names.host_script)?,
            host_wasm: absolute(&names.host_wasm)?,
            build: names.build,
        })
    }
}

/// The page does not say where its files are: the build went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AssetsError {
    /// The element is missing.
    #[error(
        "This page does not name Vivarium's files (#vivarium-assets is missing); build it with ./x build."
    )]
    Absent,
    /// Its content is no such object.
    #[error(
        "This page names Vivarium's files wrongly (see #vivarium-assets); build it again with ./x build."
    )]
    Malformed,
}
