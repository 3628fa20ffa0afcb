package io.github.layerbook.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RosterTest {
  private static String written(String text) {
    return text.replace("\\n", "\n")
        .replace("\\r", "\r")
        .replace("\\t", "\t")
        .replace("BOM", "\ufeff");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "text ¦ Ann\\nBen ¦ Ann|Ben",
        "text ¦ BOMAnn\\r\\n\\r\\n  Ben  \\r\\n ¦ Ann|Ben",
        "text ¦ Ann\\rBen ¦ Ann|Ben",
        "text ¦ Doe, Jane\\nRoe, Richard ¦ Doe, Jane|Roe, Richard",
        "text ¦ Name\\nAnn ¦ Ann",
        "text ¦ student,mail\\nAnn,a@b ¦ Ann",
        "text ¦ \"Doe, Jane\",7\\nBen,8 ¦ Doe, Jane|Ben",
        "table ¦ Ann,1\\nBen,2 ¦ Ann|Ben",
        "table ¦ BOM\"Student\";Mail\\r\\n\"Ann \"\"Al\"\" Lee\";x\\r\\nBen;y ¦ Ann \"Al\" Lee|Ben",
        "table ¦ id\\tx\\n17\\t1\\n18\\t2 ¦ 17|18",
        "table ¦ ID,name\\n7,Ann\\n,,\\n8,Ben ¦ 7|8",
        "table ¦ \"Ann\\nLee\",1\\nBen,2 ¦ Ann Lee|Ben",
        "table ¦ =1+1,1\\n@x,2\\n-3,3\\n+4,4 ¦ =1+1|@x|-3|+4",
        "table ¦ O'Brien,1\\nA\u0000B,2\\n\u202eevil,3 ¦ O'Brien|A B|evil",
      })
  void aListIsReadAsPeopleWriteIt(String kind, String text, String students) {
    assertEquals(
        List.of(students.split("\\|")),
        Roster.read(written(text), kind.equals("table")).students());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "text ¦ Ann\\n\\nBen\\nAnn ¦ line 4 of the list of students: “Ann” stands on line 1",
        "table ¦ name\\n\"A\\nB\",1\\nC,2\\nC,3 ¦ line 5 of the list of students: “C” stands on line 4",
        "text ¦ José\\nJose\u0301 ¦ line 2 of the list of students: “José” stands on line 1",
        "text ¦ \\n\\n ¦ line 1 of the list of students: it names no student",
        "table ¦ student,mail ¦ names no student",
        "table ¦ Ann,1\\n,2 ¦ line 2 of the list of students: its first column is empty",
        "table ¦ Ann,1\\n\"Ben,2\\nC,3 ¦ line 2 of the list of students: a quote is opened",
      })
  void aListThatCannotBeIsRefusedWithItsLine(String kind, String text, String message) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> Roster.read(written(text), kind.equals("table")));
    assertTrue(String.valueOf(refused.getMessage()).contains(message), refused.getMessage());
  }

  @Test
  void whatIsNoListIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Roster.read("", false));
    assertThrows(IllegalArgumentException.class, () -> Roster.read("x".repeat(300), false));
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 6000; i++) {
      many.append(i).append('\n');
    }
    assertThrows(IllegalArgumentException.class, () -> Roster.read(many.toString(), false));
  }
}
