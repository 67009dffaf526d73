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

base::Result<web::Response> read_text(const Context& context, const TextKind& kind) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  return registry::json_response(own_text_json(TRY(own_text(*lease, kind)), "text"));
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
      [&] { return read_text(context, *face.kind); });
}

}  // namespace

std::string own_text_json(const OwnText& own, std::string_view name) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("version", own.version);
  json.member(name, own.content);
  json.end_object();
  return json.take();
}

void add_text_api(web::Router& router, const Context& context, const TextFace& face) {
  const Schema text = Schema::object(
      {{"version",
        Schema::whole("To be sent as If-Match when it is changed; 0: there is none yet")},
       {"text", Schema::text("Our own, which stands above what is shipped")}});
  router.api({.pattern = face.path,
              .help = face.help + ": the text of our own",
              .example = face.path,
              .audience = web::Audience::Reader,
              .handler = [context, kind = face.kind](
                             const web::Request&) { return read_text(context, *kind); }},
             {.id = "get" + face.id, .answer = text});
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
  if (!guard::shows(request, guard::Action::ManageAccess, {guard::Unit{}}, context->today())) {
    return Html();
  }
  const OwnText own = TRY(own_text(connection, *face.kind));
  Html fields = web::text_area({.id = "content",
                                .label = std::string(face.kind->title),
                                .hint = "Whole blocks, as docs/spec/governance.md explains them; "
                                        "they stand above those that are shipped",
                                .error = error ? error->message : ""},
                               typed ? *typed : own.content, 20);
  fields.add(web::button(web::ButtonKind::Main, "Save the text"));
  return web::section("h-own", face.kind->title,
                      web::post_form(face.path, *request.caller,
                                     {{"version", std::to_string(own.version)}}, fields));
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
