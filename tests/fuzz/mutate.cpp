// Runs a fuzz target on some thousand mutations of a few seeds: the part of fuzzing that every test
// run can afford. The same inputs each time; libFuzzer, which learns, is in the preset `fuzz`.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

const std::vector<std::string> seeds = {
    "URN,EstablishmentName,EstablishmentStatus (name),OpenDate,CloseDate,LA (name),"
    "EstablishmentTypeGroup (name)\r\n990001,\"Oak, \"\"Primary\"\"\",Open,01-09-1990,,Eastmarch,"
    "Academies\r\n990002,\xc9lan,Closed,,31-08-2019,Eastmarch,Academies\r\n",
    "URN,Group UID,Group Name,Group Type,Joined date,LA (name)\n990001,501,Harbour Trust,"
    "Multi-academy trust,2015-09-01,Eastmarch\n990002,502,Moor,School sponsor,,Eastmarch\n",
    "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n990001,990002,Oak,Successor,01/09/2018\n"
    "990002,990001,Elm,Predecessor - merged,\n",
    "owner,cluster,letter,kind,urn,school,joined,left,funding,lead\nEastmarch,Harbour,A,cluster,"
    "990001,Oak,2018-09-01,2020-09-01,yes,no\n",
    "Group UID,Group Name,Group Type,Group Status\n501,Harbour Trust,Multi-academy trust,Open\n",
    "\x10GET /schools/990001?on=2024-06-01&q=a%20b HTTP/1.1\r\nHost: localhost\r\n"
    "Accept-Encoding: gzip\r\n\r\nPOST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
    "\x05POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    "on=2024-06-01&q=st%20mary%27s+school&authority=Eastmarch&empty=",
    "/schools/990001?on=2024-06-01&q=%E2%82%AC",
    "from,to,minutes,km\n990001,990002,12.5,9.8\n990002,990001,14,\n\"a\",b,x,\n",
    "line,east_m,north_m\nYare,647000,307000\nYare,651500,308000\n",
    "name ours\ndated 2026-11-27\nsource we counted\ncircuity 1.35\nfixed 4 minutes\n"
    "band until 3 km at 25 km/h\nband beyond at 55 km/h\n",
    "name ours\ndated 2026-11-27\nsource we counted\noff-road 15 km/h up to 2000 m\n"
    "fixed 4 minutes\nlimit 90 %\nclass primary 62 km/h\nmaxspeed national 60 mph\n"
    "closed-to private\nbarrier bollard\n",
    "scheme s\ntitle: s\nlayer: group\nversion: 1\nfrom: 2025-09-01\nretained: board\nfalls: lgb "
    "to "
    "board\n\nclause 1\non: F15, F07\nwhen: amount over 5000 up to 25000; shared yes\nhead: "
    "recommends\nlgb: decides, reports 30 days to board\n\nrows members, board, lgb\nF01: -DC\n\n"
    "withdrawal w\nof: lgb\nto: board\non: domain finance\nuntil: 2026-09-01\nwhy: overspent\n",
    "fact amount\nlabel: Amount\ntype: money\n\nlevel board\nlabel: Board\nbody: trust_board\nof: "
    "group\n\ndomain x\nlabel: X\n\ndecision A\ndomain: x\ntitle: A\nasks: amount\n\nlaw\nforbids: "
    "board\nwhen: amount over 5\nsays: No.\nsource: act\n",
    "matrix\nevidence_months: 6\n\nfunction pay\narea: finance\ntitle: Payroll\nphase: primary\n"
    "from: start plus 6 months\napproach: common\nprovider: Bureau\ndirection: develop\ntarget: "
    "Central\nby: 2026-08-31\ndecisions: F15\n\nadoption pay\nschool: 1\nsince: "
    "2026-03-01\nlevel: adopted\njudged_by: Head\njudged: 2026-04-01\n",
    "TG 230 085",
    "St Mary's C.E. \xc3\x89"
    "cole 990101 EM1 8QL",
    "24 May 2025",
    "\xc2\xa3"
    "12,345.67",
    "21.75%",
    "gh_0123456789ab_0123456789012345678901234567890123456789_-A",
    "7K2M-QX9D-4TGH-8R3W",
    "287 082",
    "read edit import admin",
    "Mozilla/5.0 (Windows NT 10.0; rv:125.0) Gecko/20100101 Firefox/125.0",
    "{\"issuer\":\"https://login.example\",\"authorization_endpoint\":\"https://login.example/a\","
    "\"token_endpoint\":\"https://login.example/t\",\"jwks_uri\":\"https://login.example/k\"}",
    "{\"iss\":\"https://login.example\",\"aud\":[\"guildhall\"],\"sub\":\"1\",\"exp\":1800000300,"
    "\"iat\":1800000000,\"nonce\":\"n-0S6\",\"email\":\"a@b.example\",\"email_verified\":true}",
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNv"
    "bS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfK"
    "TUJqPP3-Kg6NU1Q",
    "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"1\",\"x\":"
    "\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9"
    "uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}]}",
    "boundary=XX\n--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--XX\r\n"
    "Content-Disposition: form-data; name=\"f\"; filename=\"C:\\a%22.csv\"\r\n"
    "Content-Type: text/csv\r\n\r\nURN\r\n\r\n--XX--\r\n",
    "session=0123abcd; theme=\"dark\"; __Host-session=ff",
    "203.0.113.7, 10.1.2.3, ::1",
    "{\"a\":[1,-2.5e3,true,null,{\"b\":\"caf\\u00e9\"}],\n \"c\":{}}",
    "page_size=7&cursor=12-3735928559&on=2024-06-01",
    "cursor=20&page_size=1",
    "invite-tim-4be1f7c2\n{\"account\": 7}",
    "seven herons over the caf\xc3\xa9 Password1234!",
    "scheme,s\ntitle,t\nversion,1\nfrom,2026-01-01\nclause,code,decision,when,Trust board,Head\n"
    "1,F15,,amount up to 500,\"consulted 5 days\",decides\n2,,\"Pay policy, over \xc2\xa3"
    "3,001\",,A/R,up to \xc2\xa3"
    "5k\n",
    "mapping\nheads: 1\nstyle: arcid\nseveral: torn\n\nscheme s\ntitle: t\nversion: 1\n\n"
    "columns\n1: code -- Ref\n2: level board\n\nmarks\n\"z\": decides\n\nrows\n"
    "2: ? F15 when amount up to 500 decides board -- 0.50 Orders\n3: heading\n",
};

const std::vector<std::string> pieces = {
    "\"",
    "\"\"",
    ",",
    "\r\n",
    "\n",
    "%00",
    "&",
    "=",
    "0",
    "-1",
    "9999-12-31",
    "31-12-9999",
    "99999999999999999999",
    "\xff",
    "\xc3",
    std::string(1, '\0'),
    "Open",
    "Closed",
    "Successor",
    "Predecessor",
    "\r\n\r\n",
    "Content-Length: ",
    "chunked",
    " ",
    "\x1f",
    "1e400",
    "990001",
};

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t count) {
  return count == 0 ? 0 : static_cast<std::size_t>(random() % count);
}

void mutate(std::string& input, Random& random) {
  std::size_t at = below(random, input.size() + 1);
  switch (below(random, 6)) {
    case 0: input.insert(at, pieces[below(random, pieces.size())]); break;
    case 1: input.erase(at, 1 + below(random, 8)); break;
    case 2: input.resize(at); break;
    case 3: {  // repeats a part of it
      std::string part = input.substr(at, 1 + below(random, 64));
      input.insert(below(random, input.size() + 1), part);
      break;
    }
    case 4: {  // crosses it with another
      const std::string& other = seeds[below(random, seeds.size())];
      input = input.substr(0, at) + other.substr(below(random, other.size()));
      break;
    }
    default:
      if (at < input.size()) input[at] = static_cast<char>(random() & 0xff);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int runs = argc > 1 ? std::atoi(argv[1]) : 10000;
  Random random(2018);
  for (int run = 0; run < runs; ++run) {
    std::string input = seeds[static_cast<std::size_t>(run) % seeds.size()];
    if (run >= static_cast<int>(seeds.size())) {
      for (std::size_t left = below(random, 6); left > 0; --left) mutate(input, random);
    }
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
  }
  std::printf("%d inputs\n", runs);
  return runs > 0 ? 0 : 1;
}
