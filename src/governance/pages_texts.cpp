// Forms and addresses of texts of our own.
#include "base/text.hpp"
#include "governance/api_texts.hpp"
#include "web/asked.hpp"
#include "web/form_data.hpp"
#include "web/json_read.hpp"
#include "web/redirect.hpp"

namespace governance {

namespace {

using web::Html;
using web::Schema;

base::Result<std::optional<std::int64_t>> version_to_show(const web::Request& request) {
  const std::string_view typed = request.query.get_or("version", "");
  if (typed.empty()) return std::optional<std::int64_t>();
  const auto version = base::parse_integer(typed);
  if (version) return version;
  return base::make_error("bad_number", "\"" + std::string(typed) + "\" is no version of a text.",
                          "version");
}

base::Result<web::Response> read_text(const Context& context, const web::Request& request,
                                      const TextKind& kind) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  return own_text_answer(context, request, *lease, kind, "text");
}

base::Result<web::Response> put_text(const Context& context, const web::Request& request,
                                     const TextFace& face) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"text", "reason"}));
  const std::string content = TRY(TRY(json.at("text")).text());
  const Writing writing =
      TRY(writing_as_administrator(context, request, TRY(json.text_or("reason", ""))));
  return web::saved_over_seen(
      request, "bad_governance",
      [&](std::int64_t seen) -> base::Status {
        const sql::Lease lease = TRY(context->catalogue->database().write());
        return face.save(*lease, content, seen, writing);
      },
      [&] { return read_text(context, request, *face.kind); });
}

// Each with a link to its text, but the one that is shown.
Html versions_part(const std::vector<OwnText>& all, const TextFace& face, std::int64_t shown) {
  std::vector<web::Event> events;
  for (const OwnText& each : all) {
    const std::string name = "Version " + std::to_string(each.version);
    Html title = each.version == shown
                     ? Html(name + ", shown above")
                     : web::link(face.path + "?version=" + std::to_string(each.version) + "#h-own",
                                 Html(name));
    Html note("by " + each.actor);
    if (each.content.empty()) note.add(Html("; empty: what is shipped alone"));
    events.push_back({base::moment(each.made_at), std::move(title), std::move(note)});
  }
  return web::section("h-versions", "Every version of it", web::events(events));
}

}  // namespace

base::Result<std::string> own_text_json(sql::Connection& connection, const TextKind& kind,
                                        std::string_view name, WhoSaved who,
                                        std::optional<std::int64_t> version) {
  const std::vector<OwnText> all = TRY(own_texts(connection, kind));
  const OwnText newest = all.empty() ? OwnText{} : all.front();
  const OwnText shown = version ? TRY(text_of_version(all, kind, *version)) : newest;
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("version", shown.version);
  json.member(name, shown.content);
  json.member("newest", newest.version);
  json.key("versions");
  json.begin_array();
  for (const OwnText& each : all) {
    json.begin_object();
    json.member("version", each.version);
    json.member("saved", base::moment(each.made_at));
    if (who == WhoSaved::Told) json.member("by", each.actor);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

WhoSaved who_saved(const Context& context, const web::Request& request) {
  const bool told =
      guard::shows(request, guard::Action::ManageAccess, {guard::Unit{}}, context->today());
  return told ? WhoSaved::Told : WhoSaved::Untold;
}

base::Result<web::Response> own_text_answer(const Context& context, const web::Request& request,
                                            sql::Connection& connection, const TextKind& kind,
                                            std::string_view name) {
  const auto version = TRY(version_to_show(request));
  return registry::json_response(
      TRY(own_text_json(connection, kind, name, who_saved(context, request), version)));
}

Schema saved_by_schema() {
  return Schema::text("Who saved it; only for whoever administers everything");
}

Schema own_text_schema(std::string_view name) {
  return Schema::object(
      {{"version",
        Schema::whole("To be sent as If-Match when it is changed; 0: there is none yet")},
       {std::string(name), Schema::text("Our own, which stands above what is shipped")},
       {"newest", Schema::whole("The version in force")},
       {"versions", Schema::array(Schema::object({{"version", Schema::whole()},
                                                  {"saved", Schema::text("When")},
                                                  {"by", saved_by_schema(), true}}))}});
}

web::ApiParameter own_text_version() {
  return {"version", "An earlier text; the newest if not given"};
}

void add_text_api(web::Router& router, const Context& context, const TextFace& face) {
  const Schema text = own_text_schema("text");
  router.api(
      {.pattern = face.path,
       .help = face.help + ": the text of our own",
       .example = face.path,
       .audience = web::Audience::Reader,
       .handler = [context, kind = face.kind](
                      const web::Request& request) { return read_text(context, request, *kind); }},
      {.id = "get" + face.id, .parameters = {own_text_version()}, .answer = text});
  router.api(
      {.method = web::Method::Put,
       .pattern = face.path,
       .help = face.help + ": saves a text of our own in place of that seen",
       .example = face.path,
       .example_body = R"({"text": ""})",
       .audience = web::Audience::Administrator,
       .handler = [context,
                   face](const web::Request& request) { return put_text(context, request, face); }},
      {.id = "put" + face.id,
       .parameters = {{"If-Match", "The version that was seen; wanted", false,
                       web::ApiParameter::Place::Header}},
       .body = Schema::object({{"text", Schema::text("The whole text")},
                               {"reason", Schema::text("For the audit trail"), true}}),
       .answer = text});
}

base::Result<Html> own_text_part(const Context& context, const web::Request& request,
                                 sql::Connection& connection, const TextFace& face,
                                 const std::optional<base::Error>& error,
                                 const std::optional<std::string>& typed) {
  if (who_saved(context, request) != WhoSaved::Told) return Html();
  const std::vector<OwnText> all = TRY(own_texts(connection, *face.kind));
  const OwnText newest = all.empty() ? OwnText{} : all.front();
  const auto version = TRY(version_to_show(request));
  const OwnText shown = version ? TRY(text_of_version(all, *face.kind, *version)) : newest;
  Html fields;
  if (shown.version != newest.version) {
    fields.add(web::paragraph(Html("This is version " + std::to_string(shown.version) +
                                   ", saved on " + base::moment(shown.made_at) + " by " +
                                   shown.actor + ". Saved again, it takes the place of version " +
                                   std::to_string(newest.version) + ", which is in force.")));
  }
  fields.add(web::text_area({.id = "content",
                             .label = std::string(face.kind->title),
                             .hint = face.hint,
                             .error = error ? error->message : ""},
                            typed ? *typed : shown.content, 20));
  fields.add(web::button(web::ButtonKind::Main, face.button));
  Html html = web::section("h-own", face.kind->title,
                           web::post_form(face.path, *request.caller,
                                          {{"version", std::to_string(newest.version)}}, fields));
  if (!all.empty()) html.add(versions_part(all, face, shown.version));
  return html;
}

base::Result<web::Response> save_typed_text(const Context& context, const web::Request& request,
                                            const TextFace& face, const ShowText& show) {
  const web::FormData typed = TRY(web::read_form(request));
  const std::string content(typed.get_or("content", ""));
  const std::int64_t seen = base::parse_integer(typed.get_or("version", "")).value_or(-1);
  const Writing writing = TRY(writing_as_administrator(context, request, ""));
  base::Status saved;
  {
    const sql::Lease lease = TRY(context->catalogue->database().write());
    saved = face.save(*lease, content, seen, writing);
  }
  if (saved.ok()) return web::redirect(face.path + "?saved=1");
  if (saved.error().kind == base::ErrorKind::Unavailable) return saved.error();
  return show(saved.error(), content);
}

}  // namespace governance
