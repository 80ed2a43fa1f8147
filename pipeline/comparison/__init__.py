"""Two folders of tables held against one another, row by row: what `depeche diff` says."""
