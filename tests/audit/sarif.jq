# SPDX-License-Identifier: GPL-2.0
# sarif.jq: what the SARIF 2.1.0 schema asks of the parts that are written here,
# and what the text of the standard asks beyond it; prints each breach.  The
# schema itself comes in no package; audit.t compares these rules with it where
# SARIF_SCHEMA= says where it lies.

def wrong(name): "\(name) is missing or wrong in \(tostring[:200])";
def need(name; test): if has(name) and (.[name] | test) then empty else wrong(name) end;
def may(name; test): if has(name) then need(name; test) else empty end;
def only(names): (keys - names) as $more | if $more == [] then empty else "unknown property \($more) in \(tostring[:200])" end;
def text: type == "string" and length > 0;
def array: type == "array";
def whole: type == "number" and . >= 1 and . == floor;
# RFC 3986: a relative reference
def uri: type == "string" and test("^[A-Za-z0-9._~!$&'()*+,;=@%/-]+$") and (startswith("/") | not) and (test("%(?![0-9A-F]{2})") | not);
# Each of a list that has to be there, with at least some elements, or may be there.
def each(name; some; rules): need(name; array and length >= some), (.[name] | if array then .[] | rules else empty end);
def each_of(name; some; rules): if has(name) then each(name; some; rules) else empty end;

def message: only(["text"]), need("text"; text);
# what GitHub asks for beyond the schema: all four, the end behind the start
def region: only(["startLine", "startColumn", "endLine", "endColumn"]), need("startLine"; whole), need("startColumn"; whole), need("endLine"; whole),
	need("endColumn"; whole), (if .endLine > .startLine or .endColumn > .startColumn then empty else wrong("endColumn") end);
def location: only(["physicalLocation", "logicalLocations", "message"]),
	(.physicalLocation | only(["artifactLocation", "region"]),
	 (.artifactLocation | only(["uri", "uriBaseId"]), need("uri"; uri), need("uriBaseId"; . == "SRCROOT")),
	 (.region | region)),
	(if has("message") then .message | message else empty end),
	each_of("logicalLocations"; 1; only(["name", "kind"]), need("name"; text), need("kind"; . == "function"));

only(["$schema", "version", "runs"]),
need("$schema"; text and test("^https://[^ ]*sarif[^ ]*2[.]1[.]0[^ ]*$")),
need("version"; . == "2.1.0"),
each("runs"; 1;
	only(["tool", "results", "columnKind", "originalUriBaseIds", "automationDetails"]),
	need("automationDetails"; (keys == ["id"]) and (.id | text and test("^pincer/(audit|lint)/$"))),
	need("columnKind"; . == "utf16CodeUnits" or . == "unicodeCodePoints"),
	need("originalUriBaseIds"; type == "object" and has("SRCROOT")),
	(.originalUriBaseIds | .[] | only(["description"]), (.description | message)),
	(.tool | only(["driver"])),
	(.tool.driver | only(["name", "informationUri", "rules", "version", "semanticVersion"]), need("name"; text), need("version"; text),
	 need("semanticVersion"; text and test("^[0-9]+[.][0-9]+[.][0-9]+$")), need("informationUri"; text and test("^https?://[^ ]+$")),
	 each("rules"; 1; only(["id", "name", "shortDescription", "fullDescription", "help", "helpUri", "defaultConfiguration", "properties"]), need("id"; text), need("name"; text),
	  need("help"; (keys == ["markdown", "text"]) and (.text | text) and (.markdown | text)), need("helpUri"; text and test("^https?://[^ ]+$")),
	  need("defaultConfiguration"; (keys == ["level"]) and (.level | IN("none", "note", "warning", "error"))),
	  need("properties"; type == "object" and (.tags | array and all(.[]; text)) and (.precision | IN("very-high", "high", "medium", "low")) and (.["problem.severity"] | IN("error", "warning", "recommendation"))),
	  (.shortDescription | message), (.fullDescription | message)),
	 (if ([.rules[].id] | length) == ([.rules[].id] | unique | length) then empty else "a rule is there twice" end)),
	(.tool.driver.rules as $rules | each("results"; 0;
		only(["ruleId", "ruleIndex", "level", "message", "locations", "codeFlows", "partialFingerprints", "baselineState", "suppressions", "relatedLocations", "fixes"]),
		(.message | message),
		(if (.ruleIndex | type == "number" and . >= 0 and . == floor) and $rules[.ruleIndex].id == .ruleId then empty else wrong("ruleIndex") end),
		need("level"; IN("none", "note", "warning", "error")),
		each("locations"; 1; location),
		may("baselineState"; IN("new", "unchanged", "updated", "absent")),
		each_of("suppressions"; 1; only(["kind", "justification"]), need("kind"; IN("inSource", "external")), need("justification"; text)),
		need("partialFingerprints"; type == "object" and all(.[]; text) and (.primaryLocationLineHash | text)),
		each_of("relatedLocations"; 1; location),
		each_of("fixes"; 1; only(["description", "artifactChanges"]), (.description | message),
			each("artifactChanges"; 1; only(["artifactLocation", "replacements"]), need("artifactLocation"; (.uri | uri) and .uriBaseId == "SRCROOT"),
				each("replacements"; 1; only(["deletedRegion", "insertedContent"]), (.deletedRegion | region), need("insertedContent"; keys == ["text"] and (.text | text))))),
		each_of("codeFlows"; 1; only(["threadFlows"]), each("threadFlows"; 1; only(["locations"]),
			each("locations"; 1; only(["location"]), (.location | location)))))))
