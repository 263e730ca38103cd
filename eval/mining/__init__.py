"""What the answerer reads for the written questions: the hardest texts to train the re-ranker on."""
