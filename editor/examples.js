// The programs of the gallery, in its order. Each is a file of `static/examples/`, and a test.

import calculator from "../static/examples/calculator.py";
import firstSteps from "../static/examples/first_steps.py";
import guess from "../static/examples/guess.py";
import life from "../static/examples/life.py";
import readingList from "../static/examples/reading_list.py";
import tasks from "../static/examples/tasks.py";
import words from "../static/examples/words.py";

const example = (name, about, text) => ({ name, about, files: { "main.py": text } });

export const examples = [
  example("First steps", "names, lists, functions, a class", firstSteps),
  example("Guess the number", "a game that asks", guess),
  example("Reading list", "data classes and dates", readingList),
  example("Game of Life", "cells on a torus", life),
  example("Tasks at once", "asyncio", tasks),
  example("A small calculator", "a parser by hand", calculator),
  example("Text statistics", "counting words", words),
];
