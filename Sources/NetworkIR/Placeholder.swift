// Types follow.
