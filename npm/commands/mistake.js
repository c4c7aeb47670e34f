// What whoever typed a command can mend: told in one sentence, without a trace.

export class Mistake extends Error {}
