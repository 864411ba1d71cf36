-- The last unusual hour of a crisis that does not stand alone.
ALTER TABLE crisis_rooms ADD COLUMN lasted_to INTEGER;
UPDATE crisis_rooms SET lasted_to = last_unusual;
