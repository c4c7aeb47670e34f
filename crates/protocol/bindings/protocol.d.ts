// The messages between page and worker. Generated: UPDATE=1 cargo test -p vivarium-protocol

export type Command = { "type": "run", 
/**
 * The id that every event of this run carries.
 */
id: number, 
/**
 * What to run and with what.
 */
request: RunRequest, } | { "type": "stop", 
/**
 * The run to stop.
 */
id: number, } | { "type": "input", 
/**
 * The run that asked.
 */
id: number, 
/**
 * One line without its newline; `None` is end of file (`EOFError`).
 */
line: string | null, } | { "type": "answer", 
/**
 * The run that asked.
 */
id: number, 
/**
 * Which of its calls.
 */
call: number, 
/**
 * JSON, handed to the program's side unread.
 */
answer: string, 
/**
 * Of a replay: how many nanoseconds of the program's time the call takes; infinity is for ever.
 */
afterNs: number, } | { "type": "hold", 
/**
 * The run whose call it is.
 */
id: number, 
/**
 * Whether somebody is still asked.
 */
held: boolean, } | { "type": "library", 
/**
 * The packed bytes.
 */
pack: Uint8Array, } | { "type": "libraryFailed", 
/**
 * One readable sentence with the way out.
 */
message: string, };

export type RunRequest = { 
/**
 * Python source text.
 */
code: string, 
/**
 * The file that tracebacks name, relative to `/home/user`; empty means `main.py`.
 */
filename: string, 
/**
 * `sys.argv[1:]`.
 */
argv: Array<string>, 
/**
 * Files to put in place first: path (relative to `/home/user`, or absolute) → contents. See [`SITE_PACKAGES`].
 */
files: Record<string, Uint8Array>, 
/**
 * All of standard input, given up front. `None`: ask with [`Event::Input`] where the browser can suspend.
 */
stdin: string | null, 
/**
 * Seed of `random`; `None` takes the browser's random numbers. Hashing is the same in every run.
 */
seed: number | bigint | null, 
/**
 * Start of the virtual clock in milliseconds since 1970; `None` is the real clock.
 */
now: number | null, 
/**
 * With seed and clock: make the times of calls repeatable, too.
 */
tape: Tape | null, 
/**
 * What the run may use up.
 */
limits: Limits, 
/**
 * Go on with the names, modules and files that the last such run of this worker left; the first one, and any
 * after a run without, begins anew.
 */
session: boolean, 
/**
 * Leave names, modules and files for a run with [`session`](Self::session) that may follow, though this one begins
 * anew and ends as any program does.
 */
keep: boolean, 
/**
 * Find something out about `code` instead of running it: a function of `_vivarium_tasks`, whose answer is
 * [`Outcome::result`].
 */
task: string | null, };

export type Tape = "record" | "replay";

export type Limits = { 
/**
 * Wall time in milliseconds, waiting for people not counted (30 000).
 */
timeMs: number | null, 
/**
 * Memory of the interpreter in MiB (256).
 */
memoryMb: number | null, 
/**
 * Bytes of stdout and stderr together (1 000 000); what is over is dropped with a note.
 */
outputBytes: number | null, 
/**
 * Bytes in files (64 000 000).
 */
fileBytes: number | null, 
/**
 * Tool calls and HTTP requests (100).
 */
toolCalls: number | null, 
/**
 * Pictures and rich values (100).
 */
displays: number | null, };

export type Event = { "type": "ready", 
/**
 * Content hash of the engine, for crash reports.
 */
build: string, 
/**
 * Whether Python can block (`input`, `sleep`) without blocking the worker: JSPI is there.
 */
canSuspend: boolean, } | { "type": "failed", 
/**
 * One readable sentence with the way out.
 */
message: string, } | { "type": "output", 
/**
 * The run.
 */
id: number, 
/**
 * Which stream.
 */
stream: Stream, 
/**
 * Whole characters only: bytes that are no UTF-8 arrive as U+FFFD.
 */
text: string, } | { "type": "display", 
/**
 * The run.
 */
id: number, 
/**
 * MIME type → data (binary types in base64), richest last; as in Jupyter's `display_data`.
 */
bundle: Record<string, string>, } | { "type": "input", 
/**
 * The run.
 */
id: number, } | { "type": "call", 
/**
 * The run.
 */
id: number, 
/**
 * Which of its calls.
 */
call: number, 
/**
 * JSON, from the program's side unread.
 */
request: string, } | { "type": "answered", 
/**
 * The run.
 */
id: number, 
/**
 * Which of its calls.
 */
call: number, 
/**
 * Nanoseconds.
 */
afterNs: number, } | { "type": "cancelCall", 
/**
 * The run.
 */
id: number, 
/**
 * Which of its calls.
 */
call: number, } | { "type": "awaitingLibrary", 
/**
 * The run.
 */
id: number, } | { "type": "done", 
/**
 * The run.
 */
id: number, 
/**
 * How it ended.
 */
outcome: Outcome, };

export type Stream = "stdout" | "stderr";

export type Outcome = { 
/**
 * In a word.
 */
status: Status, 
/**
 * The exception that ended it, or, for the statuses that are no exception, what happened in one sentence.
 */
error: PythonError | null, 
/**
 * Value of the last statement when it is an expression other than `None`.
 */
result: Value | null, 
/**
 * `SystemExit`'s code, 1 after an exception, else 0.
 */
exitCode: number, 
/**
 * Files that the program made or changed: path relative to `/home/user` (or absolute) → contents.
 */
files: Record<string, Uint8Array>, 
/**
 * From the call into the engine to its end, in milliseconds.
 */
durationMs: number, 
/**
 * Whether a run with [`RunRequest::session`] or [`RunRequest::keep`] left its names for the next.
 */
kept: boolean, };

export type Status = "ok" | "error" | "stopped" | "timeout" | "out_of_memory" | "limit" | "crashed";

export type PythonError = { 
/**
 * Class name, with its module unless that is `builtins` or `__main__`: `json.decoder.JSONDecodeError`.
 */
type: string, 
/**
 * `str(exception)`.
 */
message: string, 
/**
 * As Python prints it to stderr (which it also does), without frames of ours.
 */
traceback: string, 
/**
 * Innermost line in the user's own file, counted from 1.
 */
line: number | null, 
/**
 * Column in that line, in characters counted from 1.
 */
column: number | null, };

export type Value = { 
/**
 * `repr(value)`.
 */
repr: string, 
/**
 * `json.dumps(value)` where that works without losing anything, as JSON text.
 */
json: string | null, };
