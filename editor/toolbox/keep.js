// What is kept between visits: the configuration, in which no key stands; and keys for this tab, if the user says so.

const configuration = "vivarium:tools";
const secrets = "vivarium:tool-secrets";

// Where storage is blocked or full, nothing is kept.
const attempt = (action) => {
  try {
    return action();
  } catch {
    return undefined;
  }
};

const write = (storage, key, value) =>
  attempt(() => (value === undefined ? storage().removeItem(key) : storage().setItem(key, JSON.stringify(value))));
const read = (storage, key) => attempt(() => JSON.parse(storage().getItem(key) ?? "null")) ?? undefined;

/** `{ text, off }`: the configuration, and the servers in it that programs may not use. */
export const keptConfiguration = () => read(() => localStorage, configuration);
export const keepConfiguration = (value) => write(() => localStorage, configuration, value);

/** Name → value. */
export const keptSecrets = () => read(() => sessionStorage, secrets) ?? {};
export const keepSecrets = (value) => write(() => sessionStorage, secrets, value);
