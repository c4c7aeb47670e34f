// A page that Vite bundles: the package by its name, as documented in docs/npm.md.
import { createSandbox } from "vivarium";

globalThis.createSandbox = createSandbox;
