// Where settings come from, which source counts, and what is said of a wrong one.
#include "app/settings.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "sql/database_testing.hpp"

namespace app {

namespace {

class SettingsFile : public testing::Test {
 protected:
  SettingsFile()
      : path_(std::filesystem::temp_directory_path() /
              ("guildhall_settings_" + std::to_string(getpid()) + ".toml")) {}
  ~SettingsFile() override { std::filesystem::remove(path_); }

  SettingSources file(const std::string& text) {
    std::ofstream(path_) << text;
    SettingSources sources;
    sources.file = path_.string();
    return sources;
  }
  // Code and message without the folder, so that a test can say the whole sentence.
  std::string refusal(const std::string& text) {
    const auto settings = read_settings(file(text));
    if (settings.ok()) return "";
    std::string message = settings.error().message;
    const std::size_t at = message.find(path_.string());
    if (at != message.npos) message.replace(at, path_.string().size(), "FILE");
    return settings.error().code + ": " + message;
  }

  std::filesystem::path path_;
};

TEST_F(SettingsFile, TheStrongerSourceCounts) {
  SettingSources sources = file("database = \"a.db\"\n[server]\nport = 1001\nworkers = 3\n");
  sources.environment = {{"GUILDHALL_SERVER_PORT", "1002"},
                         {"GUILDHALL_LOG_QUIET", "true"},
                         {"GUILDHALL_SERVER_WORKERS", ""}};
  sources.flags = {{"server.port", "1003"}};
  const base::Settings settings = sql::must(read_settings(sources));
  EXPECT_EQ(settings.text("database"), "a.db");
  EXPECT_EQ(settings.whole("server.port"), 1003);
  EXPECT_EQ(settings.whole("server.workers"), 3);
  EXPECT_TRUE(settings.truth("log.quiet"));
  EXPECT_EQ(settings.entries().at("server.port").source, "--port");
  EXPECT_EQ(settings.entries().at("log.quiet").source, "GUILDHALL_LOG_QUIET");
  EXPECT_EQ(settings.entries().at("database").source, path_.string() + " line 1");
  EXPECT_EQ(settings.entries().at("log.format").source, "default");
  sources.flags.clear();
  EXPECT_EQ(sql::must(read_settings(sources)).whole("server.port"), 1002);
}

TEST_F(SettingsFile, EveryDefaultIsAllowedAndEverySettingCanComeFromEachSource) {
  const base::Settings plain = sql::must(read_settings({}));
  for (const SettingRow& row : setting_table()) {
    SettingSources sources;
    sources.environment[variable_of(row.name)] = row.otherwise;
    EXPECT_EQ(sql::must(read_settings(sources)).text(row.name), row.otherwise) << row.name;
    EXPECT_EQ(plain.text(row.name), row.otherwise);
    EXPECT_TRUE(row.meaning.ends_with(".")) << row.name;
  }
  EXPECT_EQ(plain.list("metrics.readers"), (std::vector<std::string>{"127.0.0.1", "::1"}));
}

TEST_F(SettingsFile, AWrongValueIsNamedWithPlaceAndWhatIsAllowed) {
  EXPECT_EQ(refusal("# two\n\n[server]\nport = 70000\n"),
            "setting_invalid: FILE line 4: server.port takes a whole number from 0 to 65535, not "
            "\"70000\".");
  EXPECT_EQ(refusal("[server]\nport = \"80\"\n"),
            "setting_invalid: FILE line 2: server.port takes a whole number from 0 to 65535, not "
            "\"80\".");
  EXPECT_EQ(refusal("[log]\nformat = \"xml\"\n"),
            "setting_invalid: FILE line 2: log.format takes json or text, not \"xml\".");
  EXPECT_EQ(refusal("[log]\nquiet = 1\n"),
            "setting_invalid: FILE line 2: log.quiet takes true or false, not \"1\".");
  EXPECT_EQ(refusal("[server]\npublic_address = \"https://school.example/guildhall\"\n"),
            "setting_invalid: FILE line 2: server.public_address takes an address such as "
            "https://guildhall.example, without a path, not \"https://school.example/guildhall\".");
  EXPECT_EQ(refusal("[server]\ntrusted_proxies = [\"10.0.0.0/8\", \"proxy\"]\n"),
            "setting_invalid: FILE line 2: server.trusted_proxies takes a list of addresses and "
            "networks such as 127.0.0.1 and 10.0.0.0/8, not \"10.0.0.0/8,proxy\".");
  EXPECT_EQ(refusal("database = [1, 2]\n"),
            "setting_invalid: FILE line 1: database takes a text of one line, not \"\".");
  SettingSources sources;
  sources.environment["GUILDHALL_SERVER_PORT"] = "eighty";
  EXPECT_EQ(read_settings(sources).error().message,
            "GUILDHALL_SERVER_PORT: server.port takes a whole number from 0 to 65535, not "
            "\"eighty\".");
  sources.environment.clear();
  sources.flags["server.workers"] = "0";
  EXPECT_EQ(read_settings(sources).error().message,
            "--workers: server.workers takes a whole number from 1 to 64, not \"0\".");
}

TEST_F(SettingsFile, AnUnknownNameIsRefused) {
  EXPECT_EQ(refusal("[server]\nprot = 80\n"),
            "setting_unknown: FILE line 2: there is no setting \"server.prot\". `guildhall "
            "settings` shows all of them.");
  EXPECT_EQ(refusal("port = 80\n").substr(0, 40), "setting_unknown: FILE line 1: there is n");
  EXPECT_EQ(unknown_variables({{"GUILDHALL_PROT", "1"},
                               {"GUILDHALL_CONFIG", "a"},
                               {"GUILDHALL_SERVER_PORT", "1"},
                               {"GUILDHALL_TEST_POSTGRES", "x"}}),
            std::vector<std::string>{"GUILDHALL_PROT"});
}

TEST_F(SettingsFile, AFileThatIsNoTomlIsRefusedWithItsLine) {
  EXPECT_EQ(refusal("[server]\nport = \n"),
            "settings_unreadable: FILE line 2 is not TOML. A setting is written as name = value, "
            "texts within quotation marks.");
  EXPECT_EQ(refusal(""), "");
  SettingSources gone;
  gone.file = path_.string();
  std::filesystem::remove(path_);
  EXPECT_EQ(sql::code_of(read_settings(gone)), "file_unreadable");
}

TEST_F(SettingsFile, IdentityProvidersComeWholeOrNotAtAll) {
  const std::string whole =
      "[[oidc]]\nname = \"Work account\"\nissuer = \"https://login.example\"\n"
      "client_id = \"guildhall\"\n";
  const base::Settings settings =
      sql::must(read_settings(file(whole + "client_secret = \"pssst\"\n" + whole +
                                   "client_secret_file = \"" + path_.string() + ".secret\"\n")));
  const std::string secret_file = path_.string() + ".secret";
  EXPECT_EQ(sql::code_of(oidc_providers(settings)), "setting_invalid");
  std::ofstream(secret_file) << "from the file\nnot this\n";
  const auto providers = sql::must(oidc_providers(settings));
  std::filesystem::remove(secret_file);
  ASSERT_EQ(providers.size(), 2U);
  EXPECT_EQ(providers[0].name, "Work account");
  EXPECT_EQ(providers[0].key, "work-account");
  EXPECT_EQ(providers[0].client_secret, "pssst");
  EXPECT_FALSE(providers[0].second_factor);
  EXPECT_EQ(providers[1].issuer, "https://login.example");
  EXPECT_EQ(providers[1].client_secret, "from the file");

  EXPECT_EQ(refusal(whole),
            "setting_invalid: FILE: table 1 of [[oidc]] needs either client_secret or "
            "client_secret_file.");
  EXPECT_NE(refusal("[[oidc]]\nname = \"Work\"\nclient_secret = \"pssst\"\n").find("needs"),
            std::string::npos);
  EXPECT_NE(refusal(whole + "client_secret = \"a\"\ncolour = \"red\"\n").find("no \"colour\""),
            std::string::npos);
  const auto chosen = sql::must(oidc_providers(
      sql::must(read_settings(file(whole + "client_secret = \"a\"\nsecond_factor = true\n"
                                           "email_domains = [\"a.example\", \"b.example\"]\n")))));
  EXPECT_TRUE(chosen.at(0).second_factor);
  EXPECT_EQ(chosen.at(0).email_domains, (std::vector<std::string>{"a.example", "b.example"}));
  EXPECT_NE(refusal("[[oidc]]\nname = 5\n").find("is a text within quotation marks"),
            std::string::npos);
  const std::string plain =
      "[[oidc]]\nname = \"W\"\nissuer = \"http://login.example\"\n"
      "client_id = \"g\"\nclient_secret = \"s\"\n";
  EXPECT_NE(refusal(plain).find("an issuer that begins with https://"), std::string::npos);
}

TEST_F(SettingsFile, SecretsAreNotShown) {
  EXPECT_EQ(shown_setting("oidc.1.client_secret", "pssst"), "(not shown)");
  EXPECT_EQ(shown_setting("database", "postgresql://clerk:pssst@db.example/guildhall"),
            "postgresql://clerk:***@db.example/guildhall");
  EXPECT_EQ(shown_setting("database", "postgresql://clerk@db.example/g?password=pssst"),
            "postgresql://clerk@db.example/g");
  EXPECT_EQ(shown_setting("database", "guildhall.db"), "guildhall.db");
}

}  // namespace

}  // namespace app
