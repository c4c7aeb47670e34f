//! What the sandboxes of one page share: the frame and the downloads, each made once.

use crate::Assets;
use crate::download::{self, DownloadError};
use crate::frame::{Frame, Report};
use js_sys::{Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageChannel, MessagePort};

/// Number of a worker within the page.
pub(crate) type WorkerKey = u32;

/// What concerns every sandbox of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum News {
    Progress {
        received: u64,
        total: Option<u64>,
    },
    /// Nothing can run, in one sentence.
    Failed(String),
    /// A worker ended by itself.
    Died(WorkerKey, String),
    /// The library is there, or will not be.
    Library,
}

/// The second download.
#[derive(Debug, Clone)]
pub(crate) enum Library {
    /// Not there yet.
    Absent,
    /// As it came.
    Here(Uint8Array),
    /// Not this time, in one sentence.
    Failed(String),
}

type Listener = dyn Fn(&News);

/// Received and total bytes of one file.
type Progress = Cell<(u64, Option<u64>)>;

pub(crate) struct Page {
    assets: Assets,
    frame: RefCell<Option<Frame>>,
    /// The engine's download has begun and not failed.
    engine_begun: Cell<bool>,
    /// Past the browser's cache: what it holds is damaged.
    anew: Cell<bool>,
    library: RefCell<Library>,
    library_begun: Cell<bool>,
    /// Counts the attempts to fetch everything.
    attempt: Cell<u32>,
    /// The worker's script, its module, the engine, until they are handed to the frame.
    parts: RefCell<[Option<Uint8Array>; 3]>,
    progress: [Progress; 3],
    listeners: RefCell<Vec<Weak<Listener>>>,
    workers: Cell<WorkerKey>,
}

thread_local! {
    static PAGES: RefCell<Vec<Rc<Page>>> = const { RefCell::new(Vec::new()) };
}

impl Page {
    /// The shared part for these assets.
    pub(crate) fn of(assets: &Assets) -> Rc<Self> {
        PAGES.with_borrow_mut(|pages| {
            if let Some(page) = pages.iter().find(|page| page.assets == *assets) {
                return page.clone();
            }
            let page = Rc::new(Self {
                assets: assets.clone(),
                frame: RefCell::default(),
                engine_begun: Cell::default(),
                anew: Cell::default(),
                library: RefCell::new(Library::Absent),
                library_begun: Cell::default(),
                attempt: Cell::default(),
                parts: RefCell::default(),
                progress: Default::default(),
                listeners: RefCell::default(),
                workers: Cell::default(),
            });
            pages.push(page.clone());
            page
        })
    }

    /// Hear the news for as long as `listener` lives.
    pub(crate) fn listen(&self, listener: &Rc<Listener>) {
        let mut listeners = self.listeners.borrow_mut();
        listeners.retain(|listener| listener.strong_count() > 0);
        listeners.push(Rc::downgrade(listener));
    }

    /// Start a worker as soon as its files are there; talk to it through the port.
    pub(crate) fn start_worker(self: &Rc<Self>) -> Result<(WorkerKey, MessagePort), String> {
        self.make_frame()?;
        self.fetch_engine();
        let channel = MessageChannel::new().map_err(|_| NO_WORKERS.to_owned())?;
        let key = self.workers.get() + 1;
        self.workers.set(key);
        if let Some(frame) = &*self.frame.borrow() {
            frame.start(key, &channel.port2());
        }
        Ok((key, channel.port1()))
    }

    /// Terminate a worker.
    pub(crate) fn end_worker(&self, key: WorkerKey) {
        if let Some(frame) = &*self.frame.borrow() {
            frame.end(key);
        }
    }

    /// The engine that came is unusable: fetch it anew next time. The frame goes, and with it the workers of everybody:
    /// all but whoever found out are told.
    pub(crate) fn refetch(&self, message: &str, by: Option<&Rc<Listener>>) {
        self.forget();
        self.anew.set(true);
        let listeners = self.listeners.borrow().clone();
        for listener in listeners.iter().filter_map(Weak::upgrade) {
            if by.is_none_or(|by| !Rc::ptr_eq(by, &listener)) {
                listener(&News::Failed(message.to_owned()));
            }
        }
    }

    /// The library as far as it is there.
    pub(crate) fn library(&self) -> Library {
        self.library.borrow().clone()
    }

    /// Ask for the library again if it could not be fetched.
    pub(crate) fn retry_library(self: &Rc<Self>) {
        if matches!(*self.library.borrow(), Library::Failed(_)) {
            self.fetch_library();
        }
    }

    fn make_frame(self: &Rc<Self>) -> Result<(), String> {
        if self.frame.borrow().is_some() {
            return Ok(());
        }
        let has = |name: &str| Reflect::has(&js_sys::global(), &name.into()) == Ok(true);
        if !has("Worker") || !has("MessageChannel") {
            return Err(NO_WORKERS.into());
        }
        let page = Rc::downgrade(self);
        let on_report = move |report| {
            let Some(page) = page.upgrade() else { return };
            match report {
                Report::Broken(message) => page.failed(message),
                Report::Died(worker, message) => page.tell(&News::Died(worker, message)),
            }
        };
        let frame = Frame::new(on_report).map_err(|_| NO_WORKERS.to_owned())?;
        self.frame.replace(Some(frame));
        Ok(())
    }

    fn fetch_engine(self: &Rc<Self>) {
        if self.engine_begun.replace(true) {
            return;
        }
        for progress in &self.progress {
            progress.set((0, None));
        }
        let attempt = self.attempt.get();
        let urls = [
            &self.assets.host_script,
            &self.assets.host_wasm,
            &self.assets.engine,
        ];
        for (part, url) in urls.into_iter().enumerate() {
            let (page, url) = (self.clone(), url.clone());
            spawn_local(async move {
                let fetched = page.fetch(part, &url).await;
                // Another part may have failed meanwhile, and all been asked for again.
                if page.attempt.get() == attempt {
                    match fetched {
                        Ok(bytes) => page.arrived(part, bytes),
                        Err(error) => page.failed(error.to_string()),
                    }
                }
            });
        }
    }

    /// The worker starts as soon as its script and module are there: the engine, by far the largest, takes longer.
    fn arrived(self: &Rc<Self>, part: usize, bytes: Uint8Array) {
        let mut parts = self.parts.borrow_mut();
        parts[part] = Some(bytes);
        let frame = self.frame.borrow();
        let Some(frame) = &*frame else { return };
        if part == ENGINE {
            if let Some(engine) = parts[ENGINE].take() {
                frame.engine(&engine);
                self.fetch_library();
            }
        } else if let [Some(script), Some(wasm), _] = &*parts {
            frame.host(script, wasm);
        }
    }

    fn fetch_library(self: &Rc<Self>) {
        if self.library_begun.replace(true) {
            return;
        }
        let page = self.clone();
        spawn_local(async move {
            let fetched = download::bytes(&page.assets.library, page.anew.get(), |_, _| {}).await;
            page.library_begun.set(false);
            page.library.replace(match fetched {
                Ok(bytes) => Library::Here(bytes),
                Err(error) => Library::Failed(error.to_string()),
            });
            page.tell(&News::Library);
        });
    }

    async fn fetch(&self, number: usize, url: &str) -> Result<Uint8Array, DownloadError> {
        download::bytes(url, self.anew.get(), |received, total| {
            self.progress[number].set((received, total));
            let all = self.progress.each_ref().map(Cell::get);
            self.tell(&News::Progress {
                received: all.iter().map(|(received, _)| received).sum(),
                total: all.iter().map(|(_, total)| *total).sum(),
            });
        })
        .await
    }

    fn failed(&self, message: String) {
        self.forget();
        self.tell(&News::Failed(message));
    }

    fn forget(&self) {
        self.engine_begun.set(false);
        self.attempt.set(self.attempt.get() + 1);
        self.parts.take();
        self.frame.take();
    }

    fn tell(&self, news: &News) {
        let listeners = self.listeners.borrow().clone();
        for listener in listeners.iter().filter_map(Weak::upgrade) {
            listener(news);
        }
    }
}

/// Index of the engine among the parts.
const ENGINE: usize = 2;

const NO_WORKERS: &str = "This browser cannot run Vivarium: it has no web workers. A current Chrome, Edge, Firefox or Safari has.";
