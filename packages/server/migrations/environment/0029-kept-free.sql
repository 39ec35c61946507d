-- The place of somebody else's migration, on this branch only: not to be merged.
select;
