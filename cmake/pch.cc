// Nothing: a carrier of precompiled headers has to have a source.
