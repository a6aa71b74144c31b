#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0
# sarif-schema.pl SCHEMA: validates the documents on standard input, one a line,
# against a JSON schema; prints for each "valid", or the first breach.
use strict;
use warnings;
use JSON::Validator;
use Mojo::JSON 'decode_json';
use Mojo::File 'path';

my $schema = JSON::Validator->new->schema(decode_json(path($ARGV[0])->slurp))->schema;
# The SARIF schema is one of draft 4 and uses a format that only draft 6 knows.
$schema->formats->{'uri-reference'} = sub {
	$_[0] =~ m{^(?:[A-Za-z0-9._~!\$&'()*+,;=:\@/?#-]|%[0-9A-Fa-f]{2})*$} ? undef : 'Does not match uri-reference.';
};
while (<STDIN>) {
	my ($breach) = $schema->validate(decode_json($_));
	print defined $breach ? "$breach\n" : "valid\n";
}
