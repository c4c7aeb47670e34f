// The programs of pyperformance that the bench runs, and what each needs beside its source.

/**
 * One figure of one program.
 * - `figure`: the name that the program gives it (its own name unless the program has several).
 * - `options`: command line options that differ from the program's defaults, to keep a run near a second.
 * - `check`: a Python expression over the program's globals; its checksum must agree between engines. Programs
 *   timed by pyperf's `bench_func` need none: their result is taken.
 * - `packages`: what to install from PyPI.
 * - `trim`: data files of which the first bytes suffice.
 */
const program = (name, extra = {}) => ({ name, folder: name, figure: name, options: {}, check: "None", packages: [], trim: {}, ...extra });

export const programs = [
  program("barnes_hut", { figure: "quadtree_nbody", options: { iterations: 5, particles: 100 }, check: "[p.position.x for p in create_deterministic_galaxy(20, 500, 400)]" }),
  program("base64_small", { folder: "base64", check: "base64.b64encode(DATA_SMALL)" }),
  program("base64_large", { folder: "base64", check: "base64.b64encode(DATA_MEDIUM)" }),
  program("base85_small", { folder: "base64", check: "base64.b85encode(DATA_SMALL)" }),
  program("bpe_tokeniser", { trim: { "data/frankenstein_intro.txt": 3000 } }),
  program("chaos", { options: { width: 96, height: 96, iterations: 2000 } }),
  program("comprehensions", { check: "[w.widget_id for w in WidgetTray(1, make_some_widgets()).sorted_widgets]" }),
  program("coroutines"),
  program("crypto_pyaes", { packages: ["pyaes==1.6.1"], check: "pyaes.AESModeOfOperationCTR(KEY).encrypt(CLEARTEXT[:200])" }),
  program("deepcopy", { check: "copy.deepcopy({'a': [1, (2, 3)]})" }),
  program("deepcopy_reduce", { folder: "deepcopy" }),
  program("deepcopy_memo", { folder: "deepcopy" }),
  program("deltablue"),
  program("fannkuch"),
  program("float"),
  program("generators"),
  program("go"),
  program("hexiom", { options: { level: 25 } }),
  program("json_dumps"),
  program("json_loads", { check: "json.loads(json_tuple)" }),
  program("logging_format", { folder: "logging" }),
  program("logging_silent", { folder: "logging" }),
  program("logging_simple", { folder: "logging" }),
  program("mdp"),
  program("meteor_contest"),
  program("nbody", { options: { iterations: 2000 }, check: "report_energy()" }),
  program("nqueens", { check: "list(n_queens(5))" }),
  program("pathlib"),
  program("pickle_pure_python", { folder: "pickle", options: { benchmark: "pickle", pure_python: true } }),
  program("unpickle_pure_python", { folder: "pickle", options: { benchmark: "unpickle", pure_python: true } }),
  program("pidigits", { options: { digits: 1000 } }),
  program("pprint_safe_repr", { folder: "pprint" }),
  program("pyflate"),
  program("raytrace", { options: { width: 50, height: 50 } }),
  program("regex_compile", { check: "len(regexes)" }),
  program("regex_dna", { options: { fasta_length: 10000 } , check: "len(seq)" }),
  program("regex_effbot"),
  program("regex_v8"),
  program("richards"),
  program("richards_super"),
  program("scimark_fft", { folder: "scimark", options: { benchmark: "fft" }, check: "list(Random(7).RandomVector(8))" }),
  program("scimark_lu", { folder: "scimark", options: { benchmark: "lu" } }),
  program("scimark_monte_carlo", { folder: "scimark", options: { benchmark: "monte_carlo" }, check: "MonteCarlo(1000)" }),
  program("scimark_sor", { folder: "scimark", options: { benchmark: "sor" } }),
  program("scimark_sparse_mat_mult", { folder: "scimark", options: { benchmark: "sparse_mat_mult" } }),
  program("spectral_norm", { check: "eval_AtA_times_u([1.0] * 10)" }),
  program("telco"),
  program("typing_runtime_protocols"),
  program("unpack_sequence"),
  program("xml_etree_process", { folder: "xml_etree", options: { benchmark: "process" } }),
];

/** The ones that `--quick` runs. */
export const quick = ["fannkuch", "nbody", "richards", "deltablue", "json_loads", "mdp"];

/** Text to put behind pyperf.py: what to run, how often, with which options. */
export function configuration({ figure, options }, { loops, target }) {
  const python = (value) => (value === true ? "True" : value === false ? "False" : JSON.stringify(value));
  const pairs = Object.entries(options).map(([key, value]) => `${JSON.stringify(key)}: ${python(value)}`);
  return `\nconfigure(${JSON.stringify(figure)}, ${loops}, ${target}, {${pairs.join(", ")}})\n`;
}

/** Text to put behind the program: it prints the checksum. */
export const ending = ({ check }) => `\n\nimport pyperf\npyperf.report(${check})\n`;
