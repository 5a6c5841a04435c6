-- What the program's own role may do in schema child_allowance. Of a fact only its end is written, of a difference the run
-- that settled it; what a run computes may be computed anew until it is approved.
grant usage on schema child_allowance to yakuba_app;
grant select, insert on all tables in schema child_allowance to yakuba_app;
grant usage, select, update on all sequences in schema child_allowance to yakuba_app;
grant update (known_until) on child_allowance.certifications, child_allowance.certified_children to yakuba_app;
grant update (settled_run_number) on child_allowance.differences to yakuba_app;
grant delete on child_allowance.run_facts, child_allowance.decision_plans to yakuba_app;
