"""What every command needs once: what it reads, its language, where it writes · 命令的共用部分."""
