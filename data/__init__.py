"""The only room that writes: settings, store, intake, policy, people."""
