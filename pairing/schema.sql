-- SPDX-License-Identifier: GPL-2.0
-- What pincer-solve tells of a tree; verdict.sql decides on it.
CREATE TABLE api (name, args, role, src, dest, ref, put, pin, refs);	-- cocci/api.tsv
CREATE TABLE call (id INTEGER PRIMARY KEY, file, line INT, col INT, func, callee, name);
CREATE TABLE effect (call INT, role, src INT, dest INT);	-- the foreign rows of the API that fit a call
CREATE TABLE arg (call INT, i INT, place INT, PRIMARY KEY (call, i, place)) WITHOUT ROWID;	-- ... of foreign calls
CREATE TABLE body (qname, name);				-- functions of the API that have one here
-- site: every acquisition, release and other origin.  kind as in sites.tsv.
CREATE TABLE site (id INTEGER PRIMARY KEY, call INT, file, line INT, col INT, func, name, kind, role, ref, put, pin, refs);
CREATE TABLE at (site INT, place INT, PRIMARY KEY (site, place)) WITHOUT ROWID;	-- what a site fills or releases
CREATE TABLE start (site INT, place INT, PRIMARY KEY (site, place)) WITHOUT ROWID;	-- where its references begin
CREATE TABLE place (id INTEGER PRIMARY KEY, name, class, released INT);	-- released: a release can get what is there
CREATE TABLE field (place INTEGER PRIMARY KEY, tag, field);
CREATE TABLE edge (id INTEGER PRIMARY KEY, src INT, dst INT, kind, file, line INT);
-- reach(site, place, up): a reference of site can be at place.  up: it may still
-- leave towards any caller (1), or it came down from one particular caller (0).
-- hops: how many fields or globals it went through.
CREATE TABLE reach (site INT, place INT, up INT, hops INT, step INT, from_place INT, from_up INT, edge INT,
	PRIMARY KEY (site, place, up)) WITHOUT ROWID;
-- stray(site, class, name, i): a page may be released there that comes in by argument I of function NAME (class p),
-- field NAME (f) or global NAME (g), and nothing is known to put it there; or that an expression in line I of file
-- NAME puts there, which was not understood (?)
CREATE TABLE stray (site INT, class, name, i INT, PRIMARY KEY (site, class, name, i)) WITHOUT ROWID;
-- seen_as(file, line, tag): of a module: there a structure is looked at as another one, or got at by its address
CREATE TABLE seen_as (file, line INT, tag);
-- given(file, line, name, tag): of a module: there function NAME, no body of which was read, is given a structure
CREATE TABLE given (file, line INT, name, tag);
CREATE TABLE part (tag, whole, PRIMARY KEY (tag, whole)) WITHOUT ROWID;	-- ... structure WHOLE has one of TAG in it
CREATE TABLE bodiless (name PRIMARY KEY) WITHOUT ROWID;	-- ... those that the module declares, and that it has no body of
CREATE TABLE guard (call INT, guard, lasting INT);	-- the ifs around a release; lasting: see walk.ml
-- own_slot(call, source): CALL releases or frees what stands in a slot (o->pages[i]) into which the same function put the
-- value of call SOURCE before, and nothing else since
CREATE TABLE own_slot (call INT, source INT);
-- chosen(func, guard, arm): of a module: an if that asks for what is kept with an object calls the function, in its
-- first arm (1) or the other
CREATE TABLE chosen (func, guard, arm INT, PRIMARY KEY (func, guard, arm)) WITHOUT ROWID;
-- cond(site, subject, vals): a flag that is known there, and what it can be (cocci/find/conditions.ml);
-- where references are taken also as the function leaves it.  constant: what calls are given.
CREATE TABLE cond (site INT, subject, vals, PRIMARY KEY (site, subject, vals)) WITHOUT ROWID;
CREATE TABLE setter (func, subject, value);		-- what functions set flags to, "?" for what is not seen
CREATE TABLE constant (file, line INT, i INT, func, value);
CREATE TABLE no_pages (call INTEGER PRIMARY KEY);	-- NULL where the pages would go
CREATE TABLE flags (site INTEGER PRIMARY KEY, names);	-- the FOLL_ flags an acquisition may be given, "?" for unknown ones
-- dropped_from(tag, field): fields that somebody may drop pages from; "" for a struct not known, "g" for a global
CREATE TABLE dropped_from (tag, field);
-- uses(callee, func, file): calls of functions that pages go through; defined(func, file): where their bodies are
CREATE TABLE uses (callee, func, file);
CREATE TABLE defined (func, file);
-- touch(site, ...): a call that gets at the data of an acquisition's pages; kind as in cocci/api.tsv
CREATE TABLE touch (site INT, file, line INT, name, kind, hops INT);
CREATE TABLE unparsed (file, first INT, last INT, plain INT);	-- lines Coccinelle could not read; plain: but as they stand it could
CREATE TABLE unread (file, first INT, word);		-- what is named there; ".word": a field; first 0: in the whole file
-- unnamed(tag, word, kind): of a module: WORD gets at a structure, or what a typedef names, without its own name: a
-- member (kind "."), "typedef", or a global or function that has or returns that type
CREATE TABLE unnamed (tag, word, kind, PRIMARY KEY (tag, word, kind)) WITHOUT ROWID;
-- expansion: what stands at file, line, col comes from the use of a macro, and the define of
-- def_macro has that name of the API; col is that of the use, and 65536 for each token of macros there
CREATE TABLE expansion (file, line INT, col INT, macro, def_macro, def_file, def_line INT, def_col INT, name);
CREATE TABLE dialect (name, takes);			-- the one meant, cocci/convert/names.tsv
CREATE TABLE notified (file, line INT, col INT, name, kind);	-- who asks for MMU notifiers
CREATE TABLE notifier (what, file, other);		-- pairing/notifier.awk
CREATE TABLE condition (file, first INT, last INT, cond, holds INT, lo INT, hi INT);	-- pincer-spell worlds: what holds for which lines
CREATE TABLE compat (file, first INT, last INT, name);	-- pincer-spell worlds: lines that define a function of the API for kernels that lack it
CREATE TABLE unspelled (file, line INT, col INT, macro);	-- pincer-spell views: a macro that matters and was not expanded there
CREATE TABLE mention (file, line INT, col INT, name, kind);	-- pincer-scan calls: what grep would find
CREATE TABLE branch (file, grp INT, number INT, first INT, last INT);	-- pincer-scan branches: the ways of an #if, by its line
-- taken(place, ...): a function takes it out of a field or global that an acquisition filled, on the way to a release
CREATE TABLE taken (place INT, file, func, line INT, PRIMARY KEY (place, file, func, line)) WITHOUT ROWID;
-- loose(site, code, ...): a way on which a reference of the site is lost sight of.  code: "call" (given to the
-- function name, whose body was not read), "pointer" (called through a pointer nobody is known to set), "part" (the
-- address of a part of the page was given away), "kept" (in the field or global name, from where nobody else releases),
-- "callers" (handed to the callers of the function name, of which none was seen),
-- "address" (the address of its data was kept, or given to function name, "", and nothing else has it)
CREATE TABLE loose (site INT, code, file, line INT, name, PRIMARY KEY (site, code, file, line, name)) WITHOUT ROWID;
-- moved(place, code, ...): the same of what is taken out of a field or global, which is set to NULL then
CREATE TABLE moved (place INT, code, file, line INT, name, PRIMARY KEY (place, code, file, line, name)) WITHOUT ROWID;
CREATE TABLE unseen (site INTEGER PRIMARY KEY);	-- releases of which it is not known where the reference comes from
-- setting(name, value): what the user asked for.  scope: "module" or "tree"; loose: "demote" or "report"
CREATE TABLE setting (name PRIMARY KEY, value);
CREATE TABLE maybe_null (site INTEGER PRIMARY KEY);	-- acquisitions whose pages argument is NULL by one way there
