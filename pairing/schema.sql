-- SPDX-License-Identifier: GPL-2.0
-- Facts, as cocci/find reports them: one table a relation, the file first, so
-- that a changed file's rows can be replaced.  Places are named as
-- cocci/find/walk.ml says at its top.
CREATE TABLE source (file PRIMARY KEY, hash) WITHOUT ROWID;	-- what the rows below are of
CREATE TABLE fact_ca (file, line INT, col INT, func, callee, name, nargs INT, result);	-- a call by name
CREATE TABLE fact_ci (file, line INT, col INT, func, via, nargs INT, result);	-- a call through a place
CREATE TABLE fact_ar (file, call, i INT, place);		-- argument i of a call may be the value of place
CREATE TABLE fact_fl (file, line INT, func, src, dst);		-- src's value goes to dst
CREATE TABLE fact_du (file, call, old, new);			-- a dup call: old goes on as new
CREATE TABLE fact_nu (file, call);				-- NULL where the pages would go
CREATE TABLE fact_fp (file, place, term, field);		-- a field place and what it is made of
CREATE TABLE fact_bs (file, place, base);			-- a field place's base, while its type is not known
CREATE TABLE fact_tm (file, term, base, field);			-- term: the type of that field of the type base
CREATE TABLE fact_sf (file, tag, field, shape, depth INT);	-- a struct's field
CREATE TABLE fact_td (file, name, shape);			-- a typedef
CREATE TABLE fact_fr (file, func, shape);			-- a prototype's return type
CREATE TABLE fact_gv (file, name, shape);			-- a global variable
CREATE TABLE fact_fn (file, qname, name, line INT, nparams INT, shape);	-- a function with its body
CREATE TABLE fact_bad (file, first INT, last INT);		-- lines Coccinelle could not parse
CREATE TABLE fact_mac (file, name);				-- a macro with a body of code
CREATE TABLE fact_done (file);					-- every file that was read
CREATE TABLE mention (file, line INT, col INT, name, kind);	-- pincer-scan calls: what grep would find
CREATE TABLE api (name, args, role, src, dest, ref, put, pin, refs);
CREATE TABLE setting (name PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE fact_cb (file, line INT, place, func);		-- func will be called with the container at place
CREATE TABLE fact_ty (file, place);				-- a local or a parameter that can only be pages
CREATE TABLE fact_gd (file, call, guard, lasting INT);		-- the if around a call; lasting: see walk.ml
