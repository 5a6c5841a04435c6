-- What the program's own role may do in schema register. Nothing is deleted, and of a row of the register only its end
-- may be written: when it ceased to be known, and by which act.
grant usage on schema register to yakuba_app;
grant select, insert on all tables in schema register to yakuba_app;
grant usage, select, update on all sequences in schema register to yakuba_app;
grant update (canceled_by_act) on register.acts to yakuba_app;
grant update (last_act) on register.addressees, register.households to yakuba_app;
grant update (known, ended_by_act, redated_by_act)
    on register.persons, register.household_memberships to yakuba_app;
grant update (known, ended_by_act) on register.protective_measures, register.personal_numbers to yakuba_app;
