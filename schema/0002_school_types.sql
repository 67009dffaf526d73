-- The types of establishment of the national register, with its codes. A type that a file names and
-- this list lacks is added by the import, with the group that the file gives, not state-funded, and
-- a remark. Ids from 900 on are ours, for types whose code in the register we do not hold.
-- State-funded: type groups Academies, Free Schools, Local authority maintained schools, and
-- community and foundation special schools.
INSERT INTO school_type VALUES (1,
  'Community school', 'Local authority maintained schools', 1, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (2,
  'Voluntary aided school', 'Local authority maintained schools', 1, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (3,
  'Voluntary controlled school', 'Local authority maintained schools', 1, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (5,
  'Foundation school', 'Local authority maintained schools', 1, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (6,
  'City technology college', 'Independent schools', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (7,
  'Community special school', 'Special schools', 1, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (8,
  'Non-maintained special school', 'Special schools', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (10,
  'Other independent special school', 'Special schools', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (11,
  'Other independent school', 'Independent schools', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (12,
  'Foundation special school', 'Special schools', 1, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (14,
  'Pupil referral unit', 'Local authority maintained schools', 1, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (15,
  'Local authority nursery school', 'Local authority maintained schools', 1, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (18,
  'Further education', 'Colleges', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (24,
  'Secure units', 'Other types', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (25,
  'Offshore schools', 'Other types', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (26,
  'Service children''s education', 'Other types', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (27,
  'Miscellaneous', 'Other types', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (28,
  'Academy sponsor led', 'Academies', 1, 1,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (29,
  'Higher education institutions', 'Universities', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (30,
  'Welsh establishment', 'Welsh schools', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (31,
  'Sixth form centres', 'Colleges', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (32,
  'Special post 16 institution', 'Other types', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (33,
  'Academy special sponsor led', 'Academies', 1, 1,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (34,
  'Academy converter', 'Academies', 1, 1,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (35,
  'Free schools', 'Free Schools', 1, 1,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (36,
  'Free schools special', 'Free Schools', 1, 1,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (37,
  'British schools overseas', 'Other types', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (38,
  'Free schools alternative provision', 'Free Schools', 1, 1,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (39,
  'Free schools 16 to 19', 'Free Schools', 1, 1,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (40,
  'University technical college', 'Free Schools', 1, 1,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (41,
  'Studio schools', 'Free Schools', 1, 1,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (42,
  'Academy alternative provision converter', 'Academies', 1, 1,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (43,
  'Academy alternative provision sponsor led', 'Academies', 1, 1,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (44,
  'Academy special converter', 'Academies', 1, 1,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (45,
  'Academy 16-19 converter', 'Academies', 1, 1,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (46,
  'Academy 16 to 19 sponsor led', 'Academies', 1, 1,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (47,
  'Children''s centre', 'Children''s centres', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (48,
  'Children''s centre linked site', 'Children''s centres', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (49,
  'Online provider', 'Online provider', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (56,
  'Institution funded by other government department', 'Other types', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (57,
  'Academy secure 16 to 19', 'Academies', 1, 1,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (900,
  'EY setting', 'Other types', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (901,
  'European schools', 'Other types', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (902,
  'Playing for success centres', 'Other types', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (903,
  'Training centres', 'Other types', 0, 0,
  'Get Information About Schools, establishment types');
INSERT INTO school_type VALUES (904,
  'Legacy types', 'Other types', 0, 0,
  'Get Information About Schools, establishment types');
