CREATE TABLE notes (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  text text NOT NULL UNIQUE
);
INSERT INTO notes (text) VALUES ('written by the migration');
