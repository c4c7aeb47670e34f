"""A game that asks: input() waits for you, below the output."""

import random

secret = random.randint(1, 100)
print("I think of a number from 1 to 100.")

for attempt in range(1, 8):
    answer = input(f"Guess {attempt} of 7: ")
    try:
        guess = int(answer)
    except ValueError:
        print(f"{answer!r} is no whole number; that guess is gone.")
        continue
    if guess == secret:
        print(f"Yes! {secret} it is, with {attempt} guesses.")
        break
    print("Higher." if guess < secret else "Lower.")
else:
    print(f"It was {secret}.")
