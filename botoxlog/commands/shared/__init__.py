"""What several commands need: the run, the screen, prompts, completion."""
