// /boards/note/{change}: one form for each kind of change: enter, see what it does to the body's
// findings, save.
#include "base/text.hpp"
#include "governance/pages.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_rules.hpp"
#include "governance/store_skill.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace governance {

namespace {

using web::Html;

base::Result<const ChangeInfo*> info_asked(const web::Request& request) {
  const std::string& code = request.captured.at("change");
  if (const ChangeInfo* info = change_info(code)) return info;
  return base::make_error("not_found", "There is no change \"" + code + "\".");
}

std::vector<web::Choice> body_kinds_offered() {
  std::vector<web::Choice> choices;
  for (int at = 0; at < body_kinds; ++at) {
    const auto kind = static_cast<BodyKind>(at);
    choices.push_back({std::string(code_of(kind)), std::string(label_of(kind))});
  }
  return choices;
}

std::vector<web::Choice> offices_offered() {
  std::vector<web::Choice> choices;
  for (int at = 0; at < office_kinds; ++at) {
    const auto kind = static_cast<OfficeKind>(at);
    choices.push_back({std::string(code_of(kind)), std::string(label_of(kind))});
  }
  return choices;
}

std::vector<web::Choice> appointers_offered() {
  std::vector<web::Choice> choices = {{"", "Not noted"}};
  for (const AppointedBy& each : appointing_bodies()) {
    choices.push_back({std::string(each.code), std::string(each.label)});
  }
  return choices;
}

// The seats of the body that are filled by appointment, or whose holders may have an alternate.
base::Result<std::vector<web::Choice>> seats_offered(sql::Connection& connection,
                                                     std::string_view body, base::Date on,
                                                     ChangeKind kind) {
  std::vector<web::Choice> choices;
  const auto number = base::parse_integer(body);
  if (!number) return choices;
  const RuleBook book = TRY(rules_in_force(connection));
  const base::Result<Body> row = body_row(connection, BodyId{*number});
  const RuleSet* rules = row.ok() ? book.of(row.value(), on) : nullptr;
  if (!rules) return choices;
  for (const SeatRule& seat : rules->seats) {
    const bool offered =
        is_of_alternates(kind) ? seat.alternates : seat.source == SeatSource::Appointed;
    if (offered) choices.push_back({seat.code, seat.label});
  }
  return choices;
}

base::Result<std::vector<web::Choice>> skills_offered(sql::Connection& connection, base::Date on) {
  std::vector<web::Choice> choices;
  for (const Skill& each : skills_on(TRY(all_skills(connection)), on)) {
    choices.push_back({each.code, each.title});
  }
  return choices;
}

class NoteForm {
 public:
  NoteForm(const Context& context, const web::Request& request, const ChangeInfo& info)
      : context_(context), request_(request), info_(info) {}

  base::Result<web::Response> show(const web::NamedValues& typed,
                                   const std::optional<base::Error>& error) {
    web::Page page = frame();
    if (error) web::show_error(page, *error);
    Html fields;
    {
      const sql::Lease lease = TRY(context_->catalogue->database().read());
      for (const Field& field : info_.fields) fields.add(TRY(input(*lease, field, typed, error)));
    }
    fields.add(web::text_area(
        {.id = "reason", .label = "Reason", .hint = "For the history; no personal details"},
        typed.get_or("reason", "")));
    fields.add(web::button(web::ButtonKind::Main, "See what will change"));
    page.content = web::post_form(address(), *request_.caller, {}, fields);
    return web::render(page, context_->site);
  }

  base::Result<web::Response> send() {
    const web::FormData typed = TRY(web::read_form(request_));
    const std::string_view step = typed.get_or("step", "");
    if (step == "edit") return show(typed, std::nullopt);
    const base::Result<Outcome> done = save(typed, step == "save" ? Keep::All : Keep::Nothing);
    if (!done.ok()) {
      if (may_be_mended(done.error())) return show(typed, done.error());
      return done.error();
    }
    return step == "save" ? away(done.value()) : confirm(typed, done.value());
  }

 private:
  std::string address() const { return "/boards/note/" + std::string(info_.code); }

  web::Page frame() const { return board_page(context_, request_, std::string(info_.label)); }

  base::Result<Html> input(sql::Connection& connection, const Field& field,
                           const web::NamedValues& typed,
                           const std::optional<base::Error>& error) const {
    const std::string name(field.name);
    const std::string value(typed.get_or(name, ""));
    const web::Field shown{.id = name,
                           .label = std::string(field.label) + (field.wanted ? "" : " (optional)"),
                           .hint = std::string(field.hint),
                           .error = error && error->field == name ? error->message : std::string()};
    if (field.day) return web::date_text(shown, value);
    if (name == "kind") {
      const bool interest = info_.kind == ChangeKind::AddInterest;
      return web::select(shown, interest ? interests_offered() : body_kinds_offered(), value);
    }
    if (name == "office") return web::select(shown, offices_offered(), value);
    if (name == "by") return web::select(shown, appointers_offered(), value);
    if (name == "status") {
      return web::select(
          shown, {{"present", "Present"}, {"apologies", "Apologies"}, {"absent", "Absent"}}, value);
    }
    if (name == "choice") {
      return web::radios(shown, {{"for", "For"}, {"against", "Against"}, {"abstain", "Abstains"}},
                         value);
    }
    if (name == "text") return web::text_area(shown, value, 5);
    if (name == "answer" || name == "nothing" || name == "withdrew")
      return web::radios(shown, {{"yes", "Yes"}, {"no", "No"}}, value);
    if (name == "skill")
      return web::select(shown, TRY(skills_offered(connection, context_->today())), value);
    if (name == "level") return web::select(shown, levels_offered(), value);
    if (name == "source" && info_.kind == ChangeKind::AddSkill) {
      return web::radios(shown, {{"self", "They themselves"}, {"review", "A review"}}, value);
    }
    if (name == "seat") {
      const auto choices =
          TRY(seats_offered(connection, typed.get_or("body", ""), context_->today(), info_.kind));
      if (!choices.empty()) return web::select(shown, choices, value);
    }
    return web::text_input(shown, value);
  }

  base::Result<Outcome> save(const web::NamedValues& typed, Keep keep) const {
    Words words;
    words["change"] = info_.code;
    for (const Field& field : info_.fields) {
      words[std::string(field.name)] = typed.get_or(field.name, "");
    }
    const Change change = TRY(read_change(words));
    const sql::Lease lease = TRY(context_->catalogue->database().write());
    const std::string reason(base::trim(typed.get_or("reason", "")));
    return TRY(save_changes(*lease, {change}, writing_of(context_, request_, reason),
                            may_of(request_, context_->today()), keep))
        .front();
  }

  base::Result<web::Response> confirm(const web::NamedValues& typed, const Outcome& outcome) const {
    web::Page page = frame();
    page.lead = Html(outcome.what + (outcome.new_person ? " They are new here." : ""));
    Html wrong;
    Html own;
    for (const Finding& each : outcome.come) {
      (each.kind == FindingKind::Own ? own : wrong).add(finding_box(each));
    }
    if (!wrong.empty()) {
      page.content.add(web::section("h-come", "This would then be wrong", wrong));
    }
    if (!own.empty()) page.content.add(web::section("h-own", "Everybody would then read", own));
    if (!outcome.gone.empty()) {
      std::vector<Html> gone;
      for (const Finding& each : outcome.gone) gone.emplace_back(each.what);
      page.content.add(web::section("h-gone", "This would not be told any more", web::list(gone)));
    }
    for (const Objection& each : outcome.warnings) {
      page.content.add(
          web::finding(web::Tone::Warn, std::string(label_of(each.kind)), Html(each.words)));
    }
    if (outcome.come.empty() && outcome.gone.empty()) {
      page.content.add(web::paragraph(Html("It changes no finding.")));
    }
    std::vector<web::Hidden> kept = {{"reason", std::string(typed.get_or("reason", ""))}};
    for (const Field& field : info_.fields) {
      kept.push_back({std::string(field.name), std::string(typed.get_or(field.name, ""))});
    }
    Html buttons = web::button(web::ButtonKind::Main, "Save", "step", "save");
    buttons.add(web::button(web::ButtonKind::Secondary, "Change something", "step", "edit"));
    page.content.add(web::post_form(address(), *request_.caller, kept, web::button_group(buttons)));
    return web::render(page, context_->site);
  }

  base::Result<web::Response> away(const Outcome& outcome) const {
    if (outcome.meeting.known()) {
      return web::redirect("/meetings/" + std::to_string(outcome.meeting.value) + "?saved=1");
    }
    if (outcome.body.known()) return web::redirect(body_href(outcome.body, {}) + "?saved=1");
    if (outcome.person.known()) return web::redirect(person_href(outcome.person, {}) + "?saved=1");
    return web::redirect("/boards");
  }

  const Context& context_;
  const web::Request& request_;
  const ChangeInfo& info_;
};

}  // namespace

void add_note_pages(web::Router& router, const Context& context) {
  router.get("/boards/note/{change}",
             "Notes a change: an appointment, an office, a resolution, a new body",
             "/boards/note/appoint?body=1", web::Audience::Member,
             [context](const web::Request& request) -> base::Result<web::Response> {
               return NoteForm(context, request, *TRY(info_asked(request)))
                   .show(request.query, std::nullopt);
             });
  router.post("/boards/note/{change}", "Shows what a change does, and saves it",
              "/boards/note/appoint", "body=1&seat=staff&person=Ann+Lee&step=save",
              web::Audience::Member,
              [context](const web::Request& request) -> base::Result<web::Response> {
                return NoteForm(context, request, *TRY(info_asked(request))).send();
              });
}

}  // namespace governance
