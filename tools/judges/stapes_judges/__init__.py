"""Outside judges of Stapes: executors written by others, held against `stapes run`."""
