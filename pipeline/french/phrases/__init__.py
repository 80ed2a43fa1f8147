"""Where a noun phrase begins and ends, by what it is asked for.

Three policies, since three things are asked. `source`: who says or did something; it goes on
through names, coordinations and complements that the parse ties to it (« la ministre de la Santé et
des Sports »). `who`: whom a number counts; it stops before a participle or a relative, which tell
what happened to them (« douze passants | blessés »). `share`: what a percentage is a share of; it
takes complements in à, en, sur that make the thing measured, never a time (« l'emploi à temps
partiel »). Each would be wrong for the others: a source cut at its participle loses its name, a
toll that took in « blessés » would say it twice. `share` begins as `who` does and goes on.
"""
