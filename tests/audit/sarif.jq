# SPDX-License-Identifier: GPL-2.0
# sarif.jq: what the SARIF 2.1.0 schema asks of the parts that are written here;
# prints each breach.  The schema itself comes in no package, so this is it in jq.

def need(name; test): if has(name) and (.[name] | test) then empty else "\(name) is missing or wrong in \(tostring[:200])" end;
def only(names): (keys - names) as $more | if $more == [] then empty else "unknown property \($more) in \(tostring[:200])" end;
def is_text: type == "string" and length > 0;
def message: only(["text"]), need("text"; is_text);
def number: type == "number" and . >= 1 and . == floor;
def opt(name; test): if has(name) then .[name] | test else empty end;
def region: only(["startLine", "startColumn"]), need("startLine"; number),
	(if has("startColumn") then need("startColumn"; number) else empty end);
# RFC 3986: a relative reference
def uri: type == "string" and test("^[A-Za-z0-9._~!$&'()*+,;=@%/-]+$") and (startswith("/") | not) and (test("%(?![0-9A-F]{2})") | not);
def location: only(["physicalLocation", "logicalLocations", "message"]),
	(.physicalLocation | only(["artifactLocation", "region"]),
	 (.artifactLocation | only(["uri", "uriBaseId"]), need("uri"; uri)),
	 (.region | region)),
	opt("message"; message),
	opt("logicalLocations"; .[] | only(["name", "kind"]), need("name"; is_text));

only(["$schema", "version", "runs"]),
need("version"; . == "2.1.0"),
need("runs"; type == "array" and length == 1),
(.runs[0] |
	only(["tool", "results", "columnKind", "originalUriBaseIds"]),
	need("columnKind"; . == "utf16CodeUnits" or . == "unicodeCodePoints"),
	(.originalUriBaseIds | .[] | only(["uri", "description"]), opt("description"; message)),
	(.tool | only(["driver"])),
	(.tool.driver | only(["name", "informationUri", "rules"]), need("name"; is_text), need("informationUri"; test("^https?://")),
	 (.rules[] | only(["id", "name", "shortDescription", "fullDescription"]), need("id"; is_text),
	  (.shortDescription | message), (.fullDescription | message))),
	(if ([.tool.driver.rules[].id] | length) == ([.tool.driver.rules[].id] | unique | length) then empty else "a rule is there twice" end),
	(.tool.driver.rules as $rules | .results[] |
		only(["ruleId", "ruleIndex", "level", "message", "locations", "codeFlows", "partialFingerprints", "baselineState", "suppressions"]),
		(.message | message),
		(if $rules[.ruleIndex].id == .ruleId then empty else "ruleIndex is not of \(.ruleId)" end),
		need("level"; IN("none", "note", "warning", "error")),
		need("locations"; type == "array" and length == 1),
		(.locations[] | location),
		(if has("baselineState") then need("baselineState"; IN("new", "unchanged", "updated", "absent")) else empty end),
		opt("suppressions"; .[] | only(["kind", "justification"]), need("kind"; IN("inSource", "external"))),
		need("partialFingerprints"; type == "object" and all(.[]; is_text)),
		opt("codeFlows"; .[] | only(["threadFlows"]), (.threadFlows[] | only(["locations"]),
			need("locations"; type == "array" and length > 0), (.locations[] | only(["location"]), (.location | location))))))
