-- What the program's own role may do in schema batch: what was computed may be computed anew until it is approved.
grant usage on schema batch to yakuba_app;
grant select, insert, update on batch.runs, batch.run_chunks, batch.run_findings to yakuba_app;
grant select, insert on batch.run_phases to yakuba_app;
grant select, insert on batch.run_comparisons to yakuba_app;
grant delete on batch.run_chunks, batch.run_findings, batch.run_comparisons to yakuba_app;
