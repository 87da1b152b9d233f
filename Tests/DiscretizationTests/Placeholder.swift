// Tests join with the next merge.
