"""Speed and memory of the library, each figure beside what it is to be compared with, from one run."""
