// The rows of the error table, sorted by code so that a row is found at once and two people who add
// one seldom meet on the same line.
#include "base/errors.hpp"

#include <algorithm>
#include <utility>

namespace base {
namespace {

constexpr int http_status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Invalid: return 400;
    case ErrorKind::NotFound: return 404;
    case ErrorKind::Refused: return 403;
    case ErrorKind::Conflict: return 409;
    case ErrorKind::Unavailable: return 503;
  }
  return 503;
}

constexpr int exit_status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Invalid: return 3;
    case ErrorKind::NotFound: return 4;
    case ErrorKind::Refused: return 5;
    case ErrorKind::Conflict: return 6;
    case ErrorKind::Unavailable: return 7;
  }
  return 7;
}

// The statuses follow from the kind; a row that needs another names it.
constexpr ErrorRow row(std::string_view code, ErrorKind kind, std::string_view meaning,
                       std::string_view mend, int http_status = 0, int exit_status = 0) {
  return {code,
          kind,
          http_status != 0 ? http_status : http_status_of(kind),
          exit_status != 0 ? exit_status : exit_status_of(kind),
          meaning,
          mend};
}

constexpr int usage = 2;  // the exit status of a command line that cannot be understood

using enum ErrorKind;

constexpr ErrorRow table[] = {
    row("account_changed", Conflict, "Somebody else changed the account after it was shown.",
        "Look at it as it is now, then make the change again."),
    row("account_closed", Conflict,
        "The account was closed, or its invitation was not accepted yet.",
        "Invite the person, or ask an administrator."),
    row("account_exists", Conflict, "Another account has this e-mail address.",
        "Use that account, or give another address."),
    row("account_not_found", NotFound, "There is no account of this number or e-mail address.",
        "List the accounts with guildhall user list."),
    row("address_in_use", Unavailable, "Another program already listens on the address and port.",
        "Stop the other program, or choose another port with --port."),
    row("address_invalid", Invalid, "The address to listen on is not one of this machine.",
        "Give a numeric address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them."),
    row("address_too_long", Invalid, "The address in the request is longer than the server reads.",
        "Shorten the address; take words out of the search.", 414),
    row("already_member", Conflict, "The school belongs to the cluster at that time already.",
        "End that membership first, or choose another day."),
    row("amount_too_large", Invalid, "The amount of money is larger than Guildhall can keep.",
        "Give an amount below 90 thousand million million pounds; check for digits too many."),
    row("as_of_future", Invalid, "The day that a file is said to speak of has not come.",
        "Give the day on which the file was downloaded with --as-of."),
    row("as_of_missing", Invalid, "The name of a file does not tell the day that it speaks of.",
        "Give the day with --as-of, for example --as-of 2025-05-24."),
    row("authority_not_found", NotFound, "No authority of this name or code is known.",
        "Give its name as the register has it, such as Norfolk, or its code."),
    row("backup_damaged", Invalid, "The file is not a whole backup of Guildhall.",
        "Take another backup; guildhall restore changes nothing before it has checked one."),
    row("bad_amount", Invalid, "The amount of money cannot be read.",
        "Write pounds and pence, such as £12,345.67 or 12345.67."),
    row("bad_anchor", Invalid, "What was given as the anchor of the audit trail is not a hash.",
        "Give the 64 hexadecimal digits that guildhall audit head prints."),
    row("bad_date", Invalid, "The date cannot be read, or there is no such day.",
        "Write the date as 2025-05-24 or 24/05/2025."),
    row("bad_edit", Invalid, "Something that was given for an edit cannot be used.",
        "Mend the field that the message names."),
    row("bad_email", Invalid, "The e-mail address cannot be read.",
        "Write it as name@example.org."),
    row("bad_expiry", Invalid, "The day on which a token is to run out is past or too far away.",
        "Choose a day within the next year."),
    row("bad_form", Invalid, "What a form sent cannot be read.",
        "Go back, fill in the form again and send it once more."),
    row("bad_format", Invalid, "The page cannot be had in the format that was asked for.",
        "Ask for format=csv or format=json, or leave it out."),
    row("bad_json", Invalid, "The body of a request is not JSON, or not JSON that is safe to read.",
        "Mend the line that the message names."),
    row("bad_member", Invalid, "A member of a JSON body is missing, unknown or of another kind.",
        "Mend the member that the message names."),
    row("bad_number", Invalid, "What was given is not a number.",
        "Give the number alone; a URN has six digits."),
    row("bad_path", Invalid, "The address cannot be read.",
        "Check the link, or start from the home page."),
    row("bad_percentage", Invalid, "The percentage cannot be read.",
        "Write a number with at most two decimals, such as 21.7 or 21.75%."),
    row("bad_query", Invalid, "The part of the address after the question mark cannot be read.",
        "Go back and follow the link again, or use the form on the page."),
    row("bad_request", Invalid, "What the browser sent is not a request that Guildhall knows.",
        "Go back and try again; use a current browser."),
    row("bad_role", Invalid, "There is no role of this name.",
        "Choose administrator, editor or reader."),
    row("bad_scopes", Invalid, "No scope was chosen for a token, or one that is not known.",
        "Choose among read, edit, import and admin."),
    row("bad_weights", Invalid, "The weights to split an amount by are not usable.",
        "Give at least one weight; none may be negative, and they may not all be nought."),
    row("body_too_large", Invalid, "More was sent than the server takes in one request.",
        "Send less at once.", 413),
    row("cluster_ambiguous", Conflict, "Several clusters have this name.",
        "Give the number of the one that is meant."),
    row("cluster_name_taken", Conflict, "The group has a cluster of this name already.",
        "Choose another name, or change the cluster that has it."),
    row("cluster_not_found", NotFound, "No cluster of this name or number is known.",
        "List the clusters with guildhall cluster."),
    row("code_wrong", Refused, "The code of the second factor is not right or was used already.",
        "Wait for the next code, or use a recovery code.", 401),
    row("database_busy", Unavailable, "Another program is writing to the database and did not end.",
        "Wait for the other import or command to finish, then try again."),
    row("database_constraint", Conflict, "The change contradicts what the database already holds.",
        "Look at the current state, then make the change again."),
    row("database_exists", Conflict, "There is a database already where one is to be restored.",
        "Give another name, or --replace to put the backup in its place."),
    row("database_failed", Unavailable, "The database refused a statement: a fault of Guildhall.",
        "Try again; if it fails again, report it with the lines of the log.", 500, 70),
    row("database_full", Unavailable, "There is no room left on the disk of the database.",
        "Free some space on that disk, then try again. Nothing was half written.", 507),
    row("database_in_use", Conflict, "A program has the database open that is to be replaced.",
        "Stop the server and other commands, then try again."),
    row("database_newer", Refused, "The database was written by a newer version of Guildhall.",
        "Use that version or a newer one; a database never goes back.", 503),
    row("database_not_ours", Refused, "The file or database holds something other than Guildhall.",
        "Check --database; give the name of a new file to start afresh.", 503),
    row("database_older", Unavailable, "The database has an older schema than this program.",
        "Run guildhall db upgrade, or start the server again: it upgrades by itself."),
    row("database_read_only", Unavailable, "The database may be read but not written.",
        "Allow the user who runs Guildhall to write the file and its folder."),
    row("database_unavailable", Unavailable, "The database cannot be opened or no longer answers.",
        "Check --database, that the disk has room and that the database server runs."),
    row("dates_reversed", Invalid, "The later of two days was given first, or one day twice.",
        "Give the earlier day first."),
    row("edit_conflict", Conflict, "Somebody else changed the subject after it was shown.",
        "Look at what changed, then make the edit again."),
    row("edit_not_found", NotFound, "There is no edit of this number.",
        "List the edits with guildhall edit list."),
    row("edit_withdrawn", Conflict, "The edit has been withdrawn already.",
        "Nothing is left to do; to bring it back, withdraw the withdrawal."),
    row("edit_without_effect", Conflict, "The edit would change nothing.",
        "Look at what stands there now."),
    row("edits_rejected", Invalid, "Rows of a file of edits cannot be used; nothing was saved.",
        "Mend the rows that are named and give the file again."),
    row("file_empty", Invalid, "The file has no content.",
        "Download the file again and check its size."),
    row("file_exists", Conflict, "There is a file of this name already.",
        "Give another name, or --replace to put the new file in its place."),
    row("file_not_gias", Invalid, "The file is not an extract of the national schools register.",
        "Give a CSV file as downloaded from Get Information about Schools, plain or gzip."),
    row("file_too_large", Invalid, "The file unpacks to more than Guildhall reads.",
        "Check the file: the whole national register is about 70 MB."),
    row("file_truncated", Invalid, "The file ends in the middle of a row or of compressed data.",
        "Download the file again: it was not received whole. Nothing was imported."),
    row("file_unreadable", Invalid, "The file does not exist or may not be read.",
        "Check the name and that you may read the file."),
    row("file_unwritable", Unavailable, "The file cannot be written.",
        "Give the name of a file in a folder that you may write and that has room."),
    row("filters_exclude", Invalid, "Filters were given that exclude each other.",
        "Give one of --authority, --group and --cluster."),
    row("form_too_large", Invalid, "A form sent more fields, or a longer text, than is read.",
        "Shorten the text; send long tables as a file.", 413),
    row("grant_not_found", NotFound, "There is no grant of this number in force.",
        "List the grants with guildhall user list."),
    row("group_not_found", NotFound, "No group of this name or UID is known.",
        "Search for it, or give the UID that the register has for it."),
    row("group_without_number", Invalid, "The group is known by its name alone.",
        "Import a file of groups that gives its UID."),
    row("headers_too_large", Invalid, "The headers of the request are more than the server reads.",
        "Delete the cookies of this site and try again.", 431),
    row("id_token_invalid", Refused,
        "What a sign-in provider says of a person failed a check: signature, time, or for whom it "
        "is.",
        "Begin the sign-in again; if it fails again, compare the clocks and the settings [[oidc]].",
        401),
    row("identity_taken", Conflict, "The outside account belongs to another account of Guildhall.",
        "Sign in with it, or use another outside account."),
    row("import_loses_many", Refused,
        "A list that counts as complete would close, or take out of trusts, very many schools.",
        "Download it again; --partial if it is not complete, --sure if it is right."),
    row("import_not_found", NotFound, "There is no import of this number.",
        "List the imports with guildhall import list."),
    row("import_undone", Conflict, "The import has been undone already.",
        "Import its files again to have them back in force."),
    row("internal", Unavailable, "Guildhall failed in a way that it did not foresee.",
        "Try again; if it fails again, report it with the lines of the log.", 500, 70),
    row("last_administrator", Conflict, "The change would leave nobody who may give others access.",
        "Make somebody else administrator of everything first."),
    row("length_missing", Invalid, "The request does not say how long its body is.",
        "Send a Content-Length.", 411),
    row("link_invalid", NotFound,
        "The one-time link was used already, has run out or was replaced.",
        "Ask an administrator for a new link.", 410),
    row("method_not_allowed", Invalid, "The address exists, but cannot be used in this way.",
        "Follow the links and forms of the pages.", 405),
    row("metrics_refused", Refused, "The figures of the server are not for this address.",
        "Read them on the machine itself, or see the setting metrics.readers."),
    row("name_missing", Invalid,
        "A name or label is empty, too long, or holds signs that cannot be shown.",
        "Give a short name."),
    row("not_a_member", Conflict, "The school does not belong to the cluster at that time.",
        "Choose another day, or the cluster to which it belongs."),
    row("not_allowed", Refused, "Who asks may not do this.",
        "Ask an administrator for a role that reaches so far."),
    row("not_found", NotFound, "There is no page or record at this address.",
        "Check the address, or search from the home page."),
    row("output_failed", Unavailable, "What was to be printed could not be written.",
        "Check the space on the disk that the output goes to."),
    row("outside_declined", Refused,
        "The sign-in provider, or the person there, did not agree to the sign-in.",
        "Try again and agree, or sign in with a password.", 401),
    row("outside_last", Conflict,
        "The outside account is the only way into an account that has no password.",
        "Choose a password first."),
    row("outside_not_allowed", Refused,
        "The provider's settings admit only verified e-mail addresses of certain domains.",
        "Sign in with an account of the organisation, or ask an administrator."),
    row("outside_not_found", NotFound, "The outside account is not linked to this account.",
        "Look at the list of linked accounts."),
    row("outside_sign_in_over", Refused,
        "The sign-in at another provider took too long or was finished already.",
        "Begin the sign-in again.", 401),
    row("outside_unknown", Refused, "No account of Guildhall belongs to the outside account.",
        "Ask an administrator for an invitation, or link the outside account while signed in."),
    row("password_weak", Invalid,
        "The password is short, very common, or holds the name of the account.",
        "Choose several words that do not belong together."),
    row("provider_answer", Unavailable,
        "A sign-in provider answers otherwise than OpenID Connect asks, or than it is set up.",
        "Compare the settings [[oidc]] with what the provider shows for this program.", 502),
    row("provider_unknown", NotFound, "No sign-in provider of this name is in the settings.",
        "Use a button of the sign-in page."),
    row("provider_unreachable", Unavailable,
        "A sign-in provider cannot be reached safely, or does not answer in time.",
        "Try again later, or sign in with a password.", 502),
    row("request_too_slow", Invalid, "The request did not arrive whole in time.",
        "Check the network connection and try again.", 408),
    row("school_not_found", NotFound, "No school with this URN is in the registry.",
        "Search by name, or import a newer extract."),
    row("second_factor_on", Conflict, "The account has a second factor already.",
        "Turn the second factor off first."),
    row("session_not_found", NotFound, "The session is over, or there is none of this number.",
        "Sign in again, then repeat what you did."),
    row("setting_invalid", Invalid, "A setting has a value that it cannot have.",
        "Give it one of the values in docs/reference/settings.md."),
    row("setting_unknown", Invalid, "There is no setting of this name.",
        "Check the name against docs/reference/settings.md."),
    row("settings_unreadable", Invalid, "The settings file cannot be understood.",
        "Mend the line that the message names; the file is TOML."),
    row("sign_in_failed", Refused, "The e-mail address or the password is not right.",
        "Try again, or ask an administrator for a link to choose a new password.", 401),
    row("token_invalid", Refused, "The API token is not known, was revoked or has run out.",
        "Make a new token, or ask an administrator.", 401),
    row("token_not_found", NotFound,
        "There is no API token of this number, or it was revoked already.",
        "Look at the list of your tokens."),
    row("too_many_attempts", Refused,
        "Too many attempts failed for this account or from this address.",
        "Wait a quarter of an hour, then try again.", 429),
    row("too_many_requests", Unavailable, "More requests came at once than the server can answer.",
        "Wait a few seconds and try again."),
    row("unknown_coding", Invalid, "The body was sent in a transfer coding the server lacks.",
        "Send the body plain with a Content-Length, or chunked.", 501),
    row("unknown_media_type", Invalid, "The body is of a kind that this address does not take.",
        "Send application/json to the API; use the forms of the pages for everything else.", 415),
    row("unknown_method", Invalid, "The request uses a method that the server does not know.",
        "Use GET, HEAD, POST, PUT, PATCH or DELETE.", 501),
    row("unknown_option", Invalid, "The command has no option of this name.",
        "Run the command with --help to see its options.", 400, usage),
    row("usage", Invalid, "The command line is not complete or cannot be understood.",
        "Run the command with --help to see how it is used.", 400, usage),
};

}  // namespace

std::span<const ErrorRow> error_table() { return table; }

const ErrorRow* find_error(std::string_view code) {
  const auto* found = std::ranges::lower_bound(table, code, {}, &ErrorRow::code);
  return found != std::end(table) && found->code == code ? found : nullptr;
}

Error make_error(std::string_view code, std::string message, std::string field,
                 std::string detail) {
  const ErrorRow* row = find_error(code);
  CHECK(row != nullptr);
  return {row->kind, std::string(code), std::move(message), std::move(field), std::move(detail)};
}

}  // namespace base
