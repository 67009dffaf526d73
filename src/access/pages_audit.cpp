// /audit: the trail, searched; whether it is whole; its head.
#include "access/pages_audit.hpp"

#include <algorithm>

#include "access/api.hpp"
#include "access/pages.hpp"
#include "access/store_audit.hpp"
#include "base/text.hpp"
#include "web/json_read.hpp"

namespace guard {
namespace {

using web::Html;

constexpr int records_a_page = 50;
constexpr std::int64_t day_s = 86400;

// "cluster.rename" is "Cluster: rename".
std::string action_words(std::string_view action) {
  std::string words;
  for (const char c : action) {
    if (c == '.') {
      words += ": ";
    } else {
      words += c == '_' ? ' ' : c;
    }
  }
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') {
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
  }
  return words;
}

std::string value_words(const web::Json& value) {
  if (value.is_null()) return "none";
  if (const auto text = value.text(); text.ok()) {
    return text.value().empty() ? "none" : text.value();
  }
  if (const auto number = value.whole(); number.ok()) return std::to_string(number.value());
  if (const auto truth = value.truth(); truth.ok()) return truth.value() ? "yes" : "no";
  return "several values";
}

// "name: Harbour, lead: 990214". What cannot be read is shown as it is kept.
std::string values_words(const std::string& json) {
  const auto object = web::Json::parse(json);
  if (!object.ok()) return json;
  const auto names = object.value().names();
  if (!names.ok()) return json;
  std::vector<std::string> parts;
  for (const std::string& name : names.value()) {
    const auto member = object.value().at(name);
    std::string label = name;
    std::replace(label.begin(), label.end(), '_', ' ');
    // Numbers of ours say nothing to people.
    if (name == "id" || name.ends_with("_id")) continue;
    if (member.ok()) parts.push_back(label + ": " + value_words(member.value()));
  }
  return base::join(parts, ", ");
}

Html note_of(const AuditRecord& record) {
  const Act& act = record.act;
  const std::string when = base::moment(act.recorded_at);
  std::vector<Html> lines;
  lines.emplace_back(act.by.name + when.substr(when.find(',')));
  if (!act.old_values.empty()) lines.emplace_back("Was " + values_words(act.old_values));
  if (!act.new_values.empty()) lines.emplace_back("Now " + values_words(act.new_values));
  if (!act.by.reason.empty()) lines.emplace_back("Because: " + act.by.reason);
  std::string way = "Record " + std::to_string(record.seq) + ", by " +
                    (act.by.via == Via::Command  ? "the command line"
                     : act.by.via == Via::System ? "the system"
                     : act.by.via == Via::Token  ? "API token " + std::to_string(act.by.via_id)
                                                 : "session " + std::to_string(act.by.via_id));
  if (!act.by.power.empty()) way += "; " + act.by.power;
  lines.emplace_back(way);
  Html html;
  for (const Html& line : lines) html.add(web::sub(line));
  return html;
}

struct Asked {
  AuditFilter filter;
  std::optional<base::Error> error;
};

// A day of the form as seconds; nothing where it is empty, or wrong, which `asked` then says.
std::optional<std::int64_t> seconds_of(const web::Request& request, std::string_view name,
                                       int days_more, Asked& asked) {
  const auto day = web::date_field(request.query, name, base::Date::distant_future());
  if (!day.ok()) asked.error = day.error();
  if (!day.ok() || day.value() == base::Date::distant_future()) return std::nullopt;
  return day.value().plus_days(days_more).days().time_since_epoch().count() * day_s;
}

Asked asked_of(const web::Request& request) {
  Asked asked;
  asked.filter.words = base::trim(request.query.get_or("words", ""));
  asked.filter.action = base::trim(request.query.get_or("action", ""));
  if (const auto actor = base::parse_integer(request.query.get_or("actor", ""))) {
    asked.filter.actor = AccountId{*actor};
  }
  const std::string_view subject = request.query.get_or("subject", "");
  asked.filter.subject_kind = subject.substr(0, subject.find(':'));
  if (const auto colon = subject.find(':'); colon != subject.npos) {
    asked.filter.subject_id = base::parse_integer(subject.substr(colon + 1));
  }
  asked.filter.before_seq = base::parse_integer(request.query.get_or("before", ""));
  asked.filter.from_s = seconds_of(request, "from", 0, asked);
  asked.filter.until_s = seconds_of(request, "to", 1, asked);
  return asked;
}

Html filter_form(const web::Request& request, const std::optional<base::Error>& error) {
  const auto typed = [&](std::string_view name) { return request.query.get_or(name, ""); };
  Html fields =
      web::text_input({.id = "words", .label = "Words", .hint = "In a name or the reason"},
                      typed("words"), web::Width::Twenty);
  fields.add(web::text_input(
      {.id = "action", .label = "What was done", .hint = "Such as cluster, or account.close"},
      typed("action"), web::Width::Twenty));
  fields.add(web::text_input(
      {.id = "subject", .label = "To what", .hint = "Kind and number: cluster:12, or a kind alone"},
      typed("subject"), web::Width::Twenty));
  fields.add(web::date_text({.id = "from", .label = "From", .error = error_at(error, "from")},
                            typed("from")));
  fields.add(
      web::date_text({.id = "to", .label = "To", .error = error_at(error, "to")}, typed("to")));
  fields.add(web::button(web::ButtonKind::Main, "Search"));
  return web::get_form("/audit", {}, fields);
}

base::Result<web::Response> audit_page(const FrontContext& front, const web::Request& request) {
  TRY(require(principal_of(request), Action::ReadAudit, {}, front->rules.today()));
  const Asked asked = asked_of(request);
  std::vector<AuditRecord> records;
  AuditHead head;
  {
    const sql::Lease lease = TRY(front->database.read());
    head = TRY(audit_head(*lease));
    if (!asked.error) records = TRY(search_audit(*lease, asked.filter, records_a_page));
  }
  web::Page page = begin_page(*front, request, "Audit trail");
  page.breadcrumbs = {{"Your account", "/account"}};
  page.lead = Html(
      "Every change, who made it, by what right and why. Nothing in it can be changed "
      "without being found out.");
  if (asked.error) show_error(page, *asked.error);
  Html left = audit_events(records);
  if (records.size() == static_cast<std::size_t>(records_a_page)) {
    const std::string before = std::to_string(records.back().seq);
    left.add(web::paragraph(
        web::link("/audit" + request.query.set("before", before).text(), Html("Older records"))));
  }
  Html right = web::panel("Search", filter_form(request, asked.error));
  right.add(web::panel(
      "Is it whole?",
      web::join(web::paragraph(Html(base::with_thousands(head.seq) + " records. Each is bound to "
                                                                     "the one before it.")),
                web::paragraph(web::link("/audit/check", Html("Check the whole trail now"))),
                web::sub(Html("Its head, to be noted elsewhere as an anchor:")),
                web::paragraph(web::el("code", {{"class", "gh-secret"}}, head.hash)))));
  page.content = web::columns(web::Columns::TwoOne,
                              web::section("h-records", "Records, the newest first", left), right);
  return answer(*front, request, page);
}

// What was read, and whether something is wrong with it.
Html check_finding(const Anchor& anchor, const ChainReport& report) {
  if (!report.whole()) {
    std::vector<Html> faults;
    for (const ChainFault& fault : report.first) faults.emplace_back(fault.message);
    return web::finding(web::Tone::Bad,
                        "It is NOT whole: " + base::with_thousands(report.faults) + " faults.",
                        web::list(faults));
  }
  const std::string read =
      base::with_thousands(report.records) + " records" +
      (anchor.since == 0 ? "" : " after record " + base::with_thousands(anchor.since)) + ".";
  if (report.left > 0) {
    return web::finding(
        web::Tone::Info, "Whole so far: " + read,
        Html(report.anchor_seen
                 ? "Each follows from the one before it."
                 : "Each follows from the one before it. The anchor has not been met yet."));
  }
  return web::finding(web::Tone::Ok, "It is whole: " + read,
                      Html(anchor.hash.empty() ? "Each follows from the one before it."
                                               : "It is still the trail of that anchor."));
}

// The link to what was not read yet.
Html read_on(const web::Request& request, const Anchor& anchor, const ChainReport& report) {
  web::Query query =
      request.query.set("since", std::to_string(report.last.seq)).set("anchor", report.last.hash);
  const std::string& sought = anchor.sought.empty() ? anchor.hash : anchor.sought;
  query = query.set("sought", report.anchor_seen ? "" : sought);
  return web::paragraph(
      web::link("/audit/check" + query.text(),
                Html("Read on: " + base::with_thousands(report.left) +
                     (report.left == 1 ? " record is left" : " records are left"))));
}

base::Result<web::Response> check_page(const FrontContext& front, const web::Request& request) {
  TRY(require(principal_of(request), Action::ReadAudit, {}, front->rules.today()));
  const base::Result<AuditLook> read = audit_look(request);
  const AuditLook look = read.ok() ? read.value() : AuditLook{};
  std::optional<base::Error> error;
  if (!read.ok()) error = read.error();
  ChainReport report;
  {
    const sql::Lease lease = TRY(front->database.read());
    report = TRY(verify_audit(*lease, look.anchor, look.most));
  }
  web::Page page = begin_page(*front, request, "Is the audit trail whole?");
  page.breadcrumbs = {{"Your account", "/account"}, {"Audit trail", "/audit"}};
  if (error) show_error(page, *error);
  page.content = check_finding(look.anchor, report);
  if (report.left > 0) page.content.add(read_on(request, look.anchor, report));
  const std::string_view typed = request.query.get_or("anchor", "");
  const std::string_view since = request.query.get_or("since", "");
  page.content.add(
      web::get_form("/audit/check", {},
                    web::join(web::text_input({.id = "anchor",
                                               .label = "An anchor that was noted before",
                                               .hint = "64 letters and digits",
                                               .error = error_at(error, "anchor"),
                                               .typed = web::Typed::Code},
                                              typed),
                              web::text_input({.id = "since",
                                               .label = "The number of its record",
                                               .hint = "If only what came after it is to be read",
                                               .error = error_at(error, "since"),
                                               .typed = web::Typed::WholeNumber},
                                              since, web::Width::Ten),
                              web::button(web::ButtonKind::Secondary, "Check against it"))));
  return answer(*front, request, page);
}

}  // namespace

web::Html audit_events(const std::vector<AuditRecord>& records) {
  if (records.empty()) {
    return web::empty_state("No record.", Html("What somebody changes is recorded here."));
  }
  std::vector<web::Event> events;
  for (const AuditRecord& record : records) {
    const Act& act = record.act;
    std::string title = action_words(act.action);
    if (!act.subject.name.empty()) title += ", " + act.subject.name;
    const std::string when = base::moment(act.recorded_at);
    events.push_back({when.substr(0, when.find(',')), Html(title), note_of(record)});
  }
  return web::events(events);
}

void add_audit_pages(web::Router& router, const FrontContext& front) {
  using enum web::Audience;
  router.get("/audit", "The audit trail: who changed what, when and why", "/audit", Member,
             [front](const web::Request& request) { return audit_page(front, request); });
  router.get("/audit/check", "Whether the audit trail is whole", "/audit/check", Member,
             [front](const web::Request& request) { return check_page(front, request); });
}

}  // namespace guard
