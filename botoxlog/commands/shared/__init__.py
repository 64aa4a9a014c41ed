"""What several commands need: the run, the screen, the terminal, prompts, completion."""
