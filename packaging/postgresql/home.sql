-- On each server of a province that has several, after the first desk joined it: numbers of reports that no other server
-- gives, and a role that may read and nothing else. As the server's administrator, in the database posko; replace 1 by the
-- number of this server (1 to 63) and the password, which overview.sql asks for.
ALTER TABLE posko.report ALTER COLUMN id SET INCREMENT BY 64 RESTART WITH 1;
CREATE ROLE posko_reader LOGIN PASSWORD 'reader-password';
ALTER ROLE posko_reader SET default_transaction_read_only = on;
GRANT USAGE ON SCHEMA posko TO posko_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA posko TO posko_reader;
-- pg_hba.conf: hostssl posko posko_reader <address of the overview> scram-sha-256
