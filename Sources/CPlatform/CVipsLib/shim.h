/* libvips is reached through the CVips shim: its API is variadic. */
