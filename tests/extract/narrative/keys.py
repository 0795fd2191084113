"""Answer keys of passages, and how a reading is held against one."""
