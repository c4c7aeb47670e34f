// Everything that the element says itself, by language: another language is another entry.

const words = {
  en: {
    run: "Run", stop: "Stop", reset: "Reset", output: "Output", code: "Python code", loading: "Python is loading…", running: "Running…",
    answer: "Input for the program", enter: "Enter", hint: "Hint", solution: "Show the solution", passed: "Correct.", failed: "Not yet.",
    stopped: "Stopped.", tools: "This program may use:",
  },
  de: {
    run: "Ausführen", stop: "Anhalten", reset: "Zurücksetzen", output: "Ausgabe", code: "Python-Programm", loading: "Python wird geladen …", running: "Läuft …",
    answer: "Eingabe für das Programm", enter: "Eingeben", hint: "Hinweis", solution: "Lösung zeigen", passed: "Richtig.", failed: "Noch nicht.",
    stopped: "Angehalten.", tools: "Dieses Programm darf benutzen:",
  },
};

/** In the language of the element or, where it says none, of what is around it. */
export function wordsFor(element) {
  const language = element.closest("[lang]")?.lang ?? navigator.language ?? "en";
  return words[language.slice(0, 2).toLowerCase()] ?? words.en;
}
