-- A person who goes takes their id out of these as well: sign-in's role may see and change who it was, and no other column.
grant select (client_id, caller), update (caller) on annotations to arco_auth;
grant select (client_id, given_by, revoked_by), update (given_by, revoked_by) on benchmark_consents to arco_auth;
