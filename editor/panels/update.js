// The page without network: what it has loaded is kept by the service worker; a new version is offered, never forced.

import { button, element } from "./dom.js";

/** How long the page has to itself before anything is kept: the first output does not wait for it. */
const patience = 2_000;

/** Keeps what is used. `place` is where a new version is offered. */
export async function keepOffline(place, workspace) {
  const { serviceWorker } = navigator;
  if (!serviceWorker || !location.protocol.startsWith("http")) return;
  await new Promise((resolve) => setTimeout(resolve, patience));
  let accepted = false;
  serviceWorker.addEventListener("controllerchange", () => accepted && location.reload());
  try {
    const registration = await serviceWorker.register(new URL("sw.js", document.baseURI));
    const offer = () => {
      const { waiting } = registration;
      if (!waiting || !serviceWorker.controller || document.getElementById("update")) return;
      const reload = async () => {
        accepted = true;
        await workspace.flush();
        waiting.postMessage({ activate: true });
      };
      place.append(element("p", { id: "update", role: "status" }, "A new version of this page is ready. ", button("Reload", reload)));
    };
    registration.addEventListener("updatefound", () => registration.installing.addEventListener("statechange", offer));
    offer();
    const { active } = await serviceWorker.ready;
    const keep = (list) => active.postMessage({ keep: list.getEntries().map(({ name }) => name) });
    new PerformanceObserver(keep).observe({ type: "resource", buffered: true });
  } catch {
    // Without it the page needs the network, as any page.
  }
}
