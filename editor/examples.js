// The programs of the gallery, in its order. Each is a file of `static/examples/`, and a test.

import account from "../static/examples/account.py";
import calculator from "../static/examples/calculator.py";
import cave from "../static/examples/cave.py";
import classes from "../static/examples/classes.py";
import cores from "../static/examples/cores.py";
import csvReport from "../static/examples/csv_report.py";
import firstSteps from "../static/examples/first_steps.py";
import generators from "../static/examples/generators.py";
import guess from "../static/examples/guess.py";
import life from "../static/examples/life.py";
import logLines from "../static/examples/log_lines.py";
import matching from "../static/examples/matching.py";
import plotDice from "../static/examples/plot_dice.py";
import plotMandelbrot from "../static/examples/plot_mandelbrot.py";
import plotSquareWave from "../static/examples/plot_square_wave.py";
import queens from "../static/examples/queens.py";
import queueAtThePost from "../static/examples/queue_at_the_post.py";
import races from "../static/examples/races.py";
import readingList from "../static/examples/reading_list.py";
import recursion from "../static/examples/recursion.py";
import retrieval from "../static/examples/retrieval.py";
import rule30 from "../static/examples/rule_30.py";
import sudoku from "../static/examples/sudoku.py";
import tasks from "../static/examples/tasks.py";
import templates from "../static/examples/templates.py";
import walk from "../static/examples/walk.py";
import words from "../static/examples/words.py";

const example = (name, about, text) => ({ name, about, files: { "main.py": text } });

export const examples = [
  example("First steps", "names, lists, functions, a class", firstSteps),
  example("Guess the number", "a game that asks", guess),
  example("The cave", "a text adventure", cave),
  example("Reading list", "data classes and dates", readingList),
  example("CSV report", "files in, files out", csvReport),
  example("Account", "exact decimals, JSON", account),
  example("Text statistics", "counting words", words),
  example("Log lines", "regular expressions", logLines),
  example("Retrieval", "a small search engine", retrieval),
  example("Generators", "values one at a time", generators),
  example("Recursion", "frames, limits, caches, trampolines", recursion),
  example("Pattern matching", "a robot's commands", matching),
  example("Template strings", "new in Python 3.14", templates),
  example("What a class may learn", "descriptors, operators, contexts", classes),
  example("Tasks at once", "asyncio", tasks),
  example("Races, locks, queues", "tasks that share something", races),
  example("All cores", "processes, queues, a lock", cores),
  example("A small calculator", "Python's own parser", calculator),
  example("Eight queens", "search with a generator", queens),
  example("Sudoku", "elimination, then trying", sudoku),
  example("Random walk", "chance, many times over", walk),
  example("Queue at the post", "a simulation with events", queueAtThePost),
  example("Rule 30", "a pattern from one rule", rule30),
  example("Game of Life", "cells that move", life),
  example("A square wave", "curves and bars, plotted", plotSquareWave),
  example("Many dice", "histograms", plotDice),
  example("The Mandelbrot set", "numbers as a picture", plotMandelbrot),
];
